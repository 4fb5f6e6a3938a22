"""The tray of identity cards beside the demo's reader: everybody on them is invented."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from hardware.emulators.cards import foreigner_2023_card, permit_card, resident_card
from hardware.emulators.chip_cards.social_security import Holder
from hardware.emulators.id_card_reader import IdCardReaderEmulator

WANG = "wang-guifang"
"""The resident of most journeys; it is she who can step before the camera."""
FOR_EVER = "长期"
_NATION_CODES = {"汉": "01", "维吾尔": "05"}
_KINDS = {
    "resident": "resident",
    "hmt_permit": "Hong Kong, Macao, Taiwan permit",
    "foreigner_2023": "foreigner",
}
_SEX_CODES = {"male": "1", "female": "2"}


@dataclass(frozen=True, slots=True)
class TrayCard:
    """One card: whose it is, why it is in the tray, and the 256 bytes of text on its chip."""

    id: str
    label: str
    chip: bytes

    @property
    def photo(self) -> bytes:
        """The 1,024 bytes of its photo, as closed as WLT is: only the stand-in for a photo program knows them."""
        return hashlib.shake_256(self.id.encode()).digest(1024)

    def lay_on(self, reader: IdCardReaderEmulator) -> None:
        """Lay it on the reader; one that lies there is taken away first."""
        reader.lift_card()
        reader.put_card(self.chip, self.photo)


def load_tray() -> tuple[TrayCard, ...]:
    """The cards of assets/demo/residents.toml."""
    return tuple(TrayCard(p["id"], f"{p['name']} · {_KINDS[p['kind']]}", _chip(p)) for p in _people())


def card_of(whose: str) -> TrayCard:
    """The card of one of them; StopIteration for anybody else."""
    return next(card for card in load_tray() if card.id == whose)


def telephone_of(whose: str) -> str:
    """Her number, empty where she has none; StopIteration for anybody else."""
    return str(_of(whose).get("telephone", ""))


def hall_card_of(whose: str) -> str:
    """The number on the card that the hall gave her; empty, StopIteration: as above."""
    return str(_of(whose).get("hall_card", ""))


def holder_of(whose: str) -> Holder:
    """What her social-security card says; StopIteration for anybody else."""
    person = _of(whose)
    return Holder(name=person["name"], number=person["number"], sex="2", birth=_digits(person["birth"]))


def _people() -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = tomllib.loads(
        files("assets").joinpath("demo/residents.toml").read_text(encoding="utf-8")
    )["resident"]
    return people


def _of(whose: str) -> Mapping[str, Any]:
    return next(person for person in _people() if person["id"] == whose)


def _chip(person: Mapping[str, Any]) -> bytes:
    until = person.get("valid_until")
    common = {
        "number": person["number"],
        "sex": _SEX_CODES[person["sex"]],
        "birth": _digits(person["birth"]),
        "start": _digits(person["valid_from"]),
        "end": _digits(until) if until else FOR_EVER,
    }
    match person["kind"]:
        case "resident":
            nation = _NATION_CODES[person["nation"]]
            return resident_card(name=person["name"], nation=nation, **_place(person), **common)
        case "hmt_permit":
            extra = {"travel_document": person["pass_number"], "issue_count": f"{person['issues']:02d}"}
            return permit_card(name=person["name"], **extra, **_place(person), **common)
        case "foreigner_2023":
            names = {"english": person["name"], "chinese": person.get("other_name", "")}
            extra = {"nationality": person["nationality"], "renewals": f"{person['renewals']:02d}"}
            return foreigner_2023_card(**names, **extra, **common)
        case other:
            raise ValueError(f"no such card: {other}")


def _place(person: Mapping[str, Any]) -> dict[str, str]:
    return {"address": person["address"], "issuer": person["issuer"]}


def _digits(day: date) -> str:
    return day.strftime("%Y%m%d")
