"""Recognising a bank card, and no more than that: whose it is, and at most the last four digits of its number.

We take no payments: cards are for a certified terminal. Tags 57 and 5A never leave this module.
"""

import re
import secrets
from datetime import date
from types import MappingProxyType

from hardware.card_reader import tlv
from hardware.card_reader.apdu import Apdu, select
from hardware.card_reader.cards import BankNetwork

CONTACTLESS_ENVIRONMENT = b"2PAY.SYS.DDF01"
CONTACT_ENVIRONMENT = b"1PAY.SYS.DDF01"
_NETWORKS = MappingProxyType(
    {
        "a000000333": BankNetwork.UNIONPAY,
        "a000000003": BankNetwork.VISA,
        "a000000004": BankNetwork.MASTERCARD,
        "a000000025": BankNetwork.AMEX,
        "a000000065": BankNetwork.JCB,
        "a000000324": BankNetwork.DISCOVER,
    }
)
_NAME_BYTES = range(5, 17)
_OPTIONS_MOST = 250
_SHOWN = 4
_FILE_MOST = 30


def application(directory: bytes) -> bytes | None:
    """The first payment application that a card's directory (PPSE) names; None when there is none."""
    try:
        names = list(tlv.every(tlv.parse(directory), 0x4F))
    except tlv.TlvDamaged:
        return None
    return next((name for name in names if len(name) in _NAME_BYTES), None)


def directory_record(directory: bytes) -> Apdu | None:
    """The question for the first entry of a contact card's directory (PSE), which stands in a file of its own."""
    try:
        file = tlv.first(tlv.parse(directory), 0x88) or b""
    except tlv.TlvDamaged:
        return None
    return Apdu(0x00, 0xB2, 0x01, file[0] << 3 | 4) if len(file) == 1 and 1 <= file[0] <= _FILE_MOST else None


def network(name: bytes) -> BankNetwork:
    """Whose application it is, by the registered part of its name."""
    return _NETWORKS.get(name[:5].hex(), BankNetwork.OTHER)


def options(selected: bytes, today: date) -> Apdu | None:
    """The question for the card's data, for an amount of nothing; None when the card wants what we cannot give."""
    try:
        wanted = tlv.first(tlv.parse(selected), 0x9F38) or b""
        values = _filled(wanted, today)
    except tlv.TlvDamaged:
        return None
    if len(values) > _OPTIONS_MOST - 3:
        return None
    size = bytes([len(values)]) if len(values) < 0x80 else bytes([0x81, len(values)])
    return Apdu(0x80, 0xA8, 0x00, 0x00, b"\x83" + size + values)


def records(answer: bytes) -> tuple[Apdu, ...]:
    """The first records that the card says it has; at most four are asked for."""
    try:
        elements = tlv.parse(answer)
    except tlv.TlvDamaged:
        return ()
    places = tlv.first(elements, 0x94)
    if places is None:
        places = next((element.value[2:] for element in elements if element.tag == 0x80), b"")
    found = []
    for at in range(0, len(places) - 3, 4):
        file, start, end = places[at] >> 3, places[at + 1], places[at + 2]
        found += [Apdu(0x00, 0xB2, number, file << 3 | 4) for number in range(start, min(end, start + 3) + 1)]
    return tuple(found[:4])


def masked(answer: bytes) -> str:
    """The card's number with all but its last four digits struck out; empty when it is not in this answer."""
    try:
        elements = tlv.parse(answer)
    except tlv.TlvDamaged:
        return ""
    for tag in (0x5A, 0x57):
        digits = (tlv.first(elements, tag) or b"").hex().split("d", 1)[0].rstrip("f")
        if re.fullmatch(r"[0-9]{12,19}", digits):
            return "*" * (len(digits) - _SHOWN) + digits[-_SHOWN:]
    return ""


def environment(*, contactless: bool) -> Apdu:
    """The question for the directory of payment applications."""
    return select(CONTACTLESS_ENVIRONMENT if contactless else CONTACT_ENVIRONMENT)


def _filled(wanted: bytes, today: date) -> bytes:
    """The values of the fields that the card lists, each as long as it says."""
    known = {
        0x9F66: bytes.fromhex("26000080"),
        0x9F1A: bytes.fromhex("0156"),
        0x5F2A: bytes.fromhex("0156"),
        0x9A: bytes.fromhex(today.strftime("%y%m%d")),
        0x9F37: secrets.token_bytes(4),
    }
    values = b""
    at = 0
    while at < len(wanted):
        tag, length, at = tlv.head(wanted, at)
        values += known.get(tag, b"").rjust(length, b"\0")[-length:] if length else b""
        if len(values) > _OPTIONS_MOST:
            raise tlv.TlvDamaged("length")
    return values
