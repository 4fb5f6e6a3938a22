"""What the fuzzer feeds the chip card reader's codecs."""

from datetime import date

from hardware.card_reader import emv, hall_file, social_security, tlv
from hardware.card_reader.apdu import ANSWER_MOST, Answer, AnswerDamaged, decode
from hardware.card_reader.cards import Access
from hardware.card_reader.desfire import Authentication, ProofFailed, Session
from tests.fuzz.target import Target


def _made(tag: str, *inside: bytes) -> bytes:
    value = b"".join(inside)
    return bytes.fromhex(tag) + bytes([len(value)]) + value


_ENTRY = _made("61", _made("4F", bytes.fromhex("A000000333010101")), _made("50", b"DEBIT"), _made("87", b"\1"))
_DIRECTORY = _made("6F", _made("84", b"2PAY.SYS.DDF01"), _made("A5", _made("BF0C", _ENTRY)))
_WANTED = bytes.fromhex("9F66049F02069F03069F1A0295055F2A029A039C019F3704")
_SELECTED = _made("6F", _made("A5", _made("50", b"DEBIT"), _made("9F38", _WANTED)))
_TRACK = bytes.fromhex("6999001234567890128D3012201000000000")
_OPTIONS = _made("77", _made("82", bytes(2)), _made("94", bytes.fromhex("08010200")), _made("57", _TRACK))


def _answer(data: bytes) -> None:
    try:
        answer = decode(data)
    except AnswerDamaged:
        return
    assert len(answer.data) == len(data) - 2 <= ANSWER_MOST
    assert answer.more < 256
    assert answer.right_length < 256


def _tlv(data: bytes) -> None:
    try:
        elements = tlv.parse(data)
    except tlv.TlvDamaged:
        return
    assert sum(len(element.value) for element in elements) <= len(data)
    list(tlv.every(elements, 0x4F))


def _emv(data: bytes) -> None:
    name = emv.application(data)
    assert name is None or 5 <= len(name) <= 16
    emv.network(name or b"")
    asked = emv.options(data, date(2026, 1, 1))
    assert asked is None or len(asked.encode(byte_wise=False)) <= 261
    assert len(emv.records(data)) <= 4
    masked = emv.masked(data)
    assert masked.count("*") == max(0, len(masked) - 4)


def _record(data: bytes) -> None:
    values = {}
    for record in social_security.RECORDS:
        size = data[0] if data else 0
        piece, data = data[1 : 1 + size], data[1 + size :]
        try:
            values[record.field] = social_security.value(record, piece)
        except social_security.RecordDamaged:
            continue
        assert len(values[record.field]) <= record.most
    for access in Access:
        try:
            card = social_security.card(access, values)
        except social_security.RecordDamaged:
            continue
        assert card.name is None or 0 < len(card.name) <= 50


def _hall(data: bytes) -> None:
    proof = Authentication(bytes(16), 0, bytes(16))
    proof.begin()
    try:
        proof.respond(Answer(data[:16], 0x91AF))
        proof.finish(Answer(data[16:32], 0x9100))
    except ProofFailed:
        pass
    else:
        raise AssertionError("proved without the key")
    session = Session(bytes(16))
    session.read(1, hall_file.SIZE)
    try:
        session.content(Answer(data, 0x9100), hall_file.SIZE)
    except ProofFailed:
        pass
    else:
        raise AssertionError("a forged read was believed")


def _hall_file(data: bytes) -> None:
    try:
        number = hall_file.number(data, bytes(8))
    except (hall_file.HallFileDamaged, hall_file.SealBroken):
        return
    assert number.isdecimal()
    assert 6 <= len(number) <= 20


def _records() -> bytes:
    fields = {
        "identifier": bytes.fromhex("690104D1560000050069000000000001"),
        "version": b"3.00",
        "issued": bytes.fromhex("20190311"),
        "valid_until": bytes.fromhex("20290310"),
        "card_number": b"A69012345",
        "number": b"690104195605200024",
        "name": "林小满".encode("gbk").ljust(30, b"\0"),
        "name_rest": bytes(20),
        "sex": b"2",
        "nation": b"\x01",
        "birth": bytes.fromhex("19560520"),
    }
    pieces = [
        bytes([record.tag, len(fields[record.field])]) + fields[record.field] for record in social_security.RECORDS
    ]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


TARGETS: tuple[Target, ...] = (
    Target("card_reader.answer", _answer, (b"\x90\x00", b"\x61\x13", b"\x6c\x12", _DIRECTORY + b"\x90\x00")),
    Target("card_reader.tlv", _tlv, (_DIRECTORY, _SELECTED, _OPTIONS)),
    Target("card_reader.emv", _emv, (_DIRECTORY, _SELECTED, _OPTIONS, bytes.fromhex("8006000008010200"))),
    Target("card_reader.records", _record, (_records(),)),
    Target("card_reader.hall", _hall, (bytes(40), bytes(range(40)))),
    Target("card_reader.hall_file", _hall_file, ((b"\x01\x0c690000123456").ljust(32, b"\0"),)),
)
