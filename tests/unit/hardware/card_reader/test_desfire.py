"""Golden values: RFC 4493 for the CMAC, NXP's AN10922 for the diversified key, and one published authentication."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader.apdu import Answer
from hardware.card_reader.desfire import Authentication, ProofFailed, Session, cmac, select_application
from hardware.card_reader.hall_keys import HallKeys

KEY = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
MESSAGE = bytes.fromhex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52ef"
    "f69f2445df4f9b17ad2b417be66c3710"
)
OURS = bytes.fromhex("F44B26F5686F3A391CD38EBD10772281")
CHALLENGE = bytes.fromhex("B969FDFE56FD91FC9DE6F6F213B8FD1E")
SENT = bytes.fromhex("36AAD7DF6E436BA08D18613830A70D5AD43E3D3F4A8D47541EEE623A934E4774")
PROOF = bytes.fromhex("800DB680BC146BD121D6578F2D2E2059")
SESSION_KEY = bytes.fromhex("F44B26F5C05DDD7110772281C4D066E8")


@pytest.mark.parametrize(
    ("size", "mac"),
    [
        (0, "bb1d6929e95937287fa37d129b756746"),
        (16, "070a16b46b4d4144f79bdd9dd04a287c"),
        (40, "dfa66747de9ae63030ca32611497c827"),
        (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ],
)
def test_cmac(size: int, mac: str) -> None:
    assert cmac(KEY, MESSAGE[:size]).hex() == mac


def test_a_diversified_key() -> None:
    keys = HallKeys(bytes.fromhex("00112233445566778899AABBCCDDEEFF"), bytes.fromhex("4E585020416275"), 0xF54230)
    assert keys.card_key(bytes.fromhex("04782E21801D80")).hex().upper() == "A8DD63A3B89D54B37CA802473FDA9175"
    assert "0011" not in repr(keys)
    with pytest.raises(ValueError, match="7 bytes"):
        keys.card_key(b"\x01\x02\x03\x04")


def test_an_authentication() -> None:
    proof = Authentication(bytes(16), 0, OURS)
    assert proof.begin().encode(byte_wise=False).hex().upper() == "90AA0000010000"
    assert proof.respond(Answer(CHALLENGE, 0x91AF)).data == SENT
    assert proof.finish(Answer(PROOF, 0x9100)).key == SESSION_KEY


def test_a_card_that_does_not_know_the_key() -> None:
    for answer in (
        Answer(PROOF[:-1] + b"\0", 0x9100),
        Answer(b"", 0x91AE),
        Answer(PROOF[:8], 0x9100),
        Answer(SENT, 0x9100),
    ):
        proof = Authentication(bytes(16), 0, OURS)
        proof.respond(Answer(CHALLENGE, 0x91AF))
        with pytest.raises(ProofFailed):
            proof.finish(answer)
    with pytest.raises(ProofFailed):
        Authentication(bytes(16), 0, OURS).respond(Answer(CHALLENGE, 0x9100))


def test_a_card_that_sends_our_own_challenge_back_proves_nothing() -> None:
    proof = Authentication(bytes(16), 0, OURS)
    sent = proof.respond(Answer(CHALLENGE, 0x91AF)).data
    with pytest.raises(ProofFailed):
        proof.finish(Answer(sent[:16], 0x9100))


def test_challenges_differ() -> None:
    sent = {Authentication(bytes(16), 0).respond(Answer(CHALLENGE, 0x91AF)).data for _ in range(10)}
    assert len(sent) == 10


def test_a_read_is_believed_only_with_its_checksum() -> None:
    content = bytes(range(32))
    right = Session(SESSION_KEY)
    command = right.read(1, 32)
    assert command.encode(byte_wise=False).hex().upper() == "90BD0000070100000020000000"
    iv = cmac(SESSION_KEY, bytes.fromhex("BD01000000200000"))
    mac = cmac(SESSION_KEY, content + b"\x00", iv)[:8]
    assert right.content(Answer(content + mac, 0x9100), 32) == content
    for wrong in (content + mac[:-1] + b"\0", b"\1" + content[1:] + mac, content, content + mac + b"\0", b""):
        session = Session(SESSION_KEY)
        session.read(1, 32)
        with pytest.raises(ProofFailed):
            session.content(Answer(wrong, 0x9100), 32)


def test_an_answer_to_an_earlier_read_is_not_believed() -> None:
    session = Session(SESSION_KEY)
    session.read(1, 32)
    mac = cmac(SESSION_KEY, bytes(32) + b"\x00", cmac(SESSION_KEY, bytes.fromhex("BD01000000200000")))[:8]
    session.content(Answer(bytes(32) + mac, 0x9100), 32)
    session.read(1, 32)
    with pytest.raises(ProofFailed):
        session.content(Answer(bytes(32) + mac, 0x9100), 32)


def test_an_application_is_named_with_its_last_byte_first() -> None:
    assert select_application(0x4C4E01).encode(byte_wise=False).hex().upper() == "905A000003014E4C00"


@given(st.binary(max_size=64), st.integers(0, 0xFFFF))
def test_no_bytes_prove_anything(data: bytes, status: int) -> None:
    proof = Authentication(KEY, 0)
    try:
        proof.respond(Answer(data[:16], status))
    except ProofFailed:
        return
    with pytest.raises(ProofFailed):
        proof.finish(Answer(data[16:], status))
