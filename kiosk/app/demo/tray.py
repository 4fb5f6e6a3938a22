"""The tray of identity cards beside the demo's reader: everybody on them is invented."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from hardware.emulators.cards import foreigner_2023_card, permit_card, resident_card

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


def load_tray() -> tuple[TrayCard, ...]:
    """The cards of assets/demo/residents.toml."""
    people = tomllib.loads(files("assets").joinpath("demo/residents.toml").read_text(encoding="utf-8"))["resident"]
    return tuple(TrayCard(p["id"], f"{p['name']} · {_KINDS[p['kind']]}", _chip(p)) for p in people)


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
