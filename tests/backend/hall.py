"""A hall for a test: the app, a clock whose hands can be turned, and terminals that sign by themselves.

The signature is made here anew from docs/wire.md, sharing no code with the backend or with the terminal.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from backend.house import House
from backend.kiosks.service import make_enrolment_code

START = datetime(2026, 11, 21, 1, 42, 0, tzinfo=UTC)
SITE = "xinghua"
WANG = {"number": "690101195503180027", "name": "王桂芳", "kind": "resident", "valid_until": None}


@dataclass
class TurnableClock:
    """The backend's time in a test."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Terminal:
    """A terminal that writes its own headers."""

    hall: "Hall"
    id: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def headers(self, method: str, target: str, body: bytes = b"", **other: str) -> dict[str, str]:
        moment = other.pop("moment", str(int(self.hall.clock.now().timestamp())))
        nonce = other.pop("nonce", secrets.token_hex(16))
        text = f"{method}\n{target}\n{moment}\n{nonce}\n{hashlib.sha256(body).hexdigest()}\n"
        signature = base64.b64encode(self.key.sign(text.encode())).decode()
        return {
            "Linli-Terminal": self.id,
            "Linli-Time": moment,
            "Linli-Nonce": nonce,
            "Linli-Signature": signature,
        }

    def get(self, target: str, session: str | None = None, **headers: str) -> httpx.Response:
        extra = {"Linli-Session": session} if session else {}
        return self.hall.client.get(target, headers=self.headers("GET", target) | extra | headers)

    def delete(self, target: str, session: str) -> httpx.Response:
        headers = self.headers("DELETE", target) | {"Linli-Session": session}
        return self.hall.client.delete(target, headers=headers)

    def post(self, target: str, content: object, key: str | None = None, **headers: str) -> httpx.Response:
        body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        own = self.headers("POST", target, body) | {
            "Idempotency-Key": key or secrets.token_hex(16),
            "Content-Type": "application/json",
        }
        return self.hall.client.post(target, content=body, headers=own | headers)

    def log_in(self, **other: object) -> httpx.Response:
        return self.post("/v1/login/card", WANG | other)

    def session(self) -> str:
        return str(self.log_in().json()["token"])


@dataclass
class Hall:
    """The backend of one test."""

    client: httpx.Client
    app: FastAPI
    house: House
    clock: TurnableClock

    def code(self) -> str:
        with self.house.database.transaction() as session:
            return make_enrolment_code(self.house, session, SITE)

    def enrol_with(self, code: str, key: Ed25519PrivateKey, idempotency_key: str | None = None) -> httpx.Response:
        body = {"code": code, "public_key": public_text(key), "name": "一号机"}
        return self.client.post(
            "/v1/devices/enrol", json=body, headers={"Idempotency-Key": idempotency_key or secrets.token_hex(16)}
        )

    def terminal(self) -> Terminal:
        key = Ed25519PrivateKey.generate()
        answer = self.enrol_with(self.code(), key)
        assert answer.status_code == 201, answer.text
        return Terminal(self, answer.json()["terminal_id"], key)


def public_text(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and key of a refusal, whose form is checked."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    content: dict[str, Any] = answer.json()
    assert content["status"] == answer.status_code
    assert content["title"]
    kind = content["type"]
    assert kind.startswith("urn:linli:problem:")
    return answer.status_code, kind.removeprefix("urn:linli:problem:")
