"""Templates at rest: what is kept comes back exactly; whatever is turned, moved or taken elsewhere opens for nobody."""

import os
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.faces.contract import Template
from kiosk.foundation.errors import Fault
from kiosk.identity.sealed_key import NO_KEY, SealedKey
from kiosk.identity.templates import GONE, MOST_NAMED, SPOILT, Enrolled, Kept, TemplateClaim, TemplateStore
from kiosk.visit.sentences import SENTENCES
from tests.helpers.hands import TurnedClock

KEY = SealedKey(b"k" * 32)
TODAY = date(2026, 11, 21)
NUMBER = TemplateClaim.number("69010419560520002X")
CARD = TemplateClaim.hall_card("LL0012345678")
TAIL = TemplateClaim.phone_tail("0017", 3)
VECTORS = bytes(range(256)) * 11
A, B = "a" * 32, "b" * 32


def store_at(path: Path, key: SealedKey = KEY, terminal: str = "t-1", at: datetime | None = None) -> TemplateStore:
    return TemplateStore(path, key, terminal, TurnedClock(at) if at else TurnedClock())


def hers(consent_id: str = A, vectors: bytes = VECTORS, expires_on: date = TODAY, **kept: object) -> Enrolled:
    whole = Enrolled(consent_id, Template("expo+fr-1", vectors), "林**", expires_on, (NUMBER, CARD, TAIL))
    return replace(whole, **kept)  # type: ignore[arg-type]  # fields of the same class


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "faces.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[TemplateStore]:
    with closing(store_at(path)) as made:
        yield made


def in_file(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """What somebody does who has the file and no key."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")
        return connection.execute(sql, values).fetchall()


def any_face(store: TemplateStore) -> list[Template]:
    """Every face that can be had of it by any of her claims."""
    faces, faults = [], set[str]()
    for claim in (NUMBER, CARD, TAIL):
        try:
            faces += [store.open(kept) for kept in store.named(claim)]
        except Fault as fault:
            faults.add(fault.key)
    assert faults <= set(SENTENCES)
    return faces


@given(st.binary(min_size=1, max_size=4000), st.text(min_size=1, max_size=5), st.integers(0, 700))
@settings(max_examples=25)
def test_what_is_kept_comes_back_by_each_claim_and_by_no_other(vectors: bytes, masked: str, days: int) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(store_at(Path(folder) / "f")) as store:
        until = TODAY + timedelta(days=days)
        try:
            store.keep(hers(vectors=vectors, masked=masked, expires_on=until))
        except UnicodeEncodeError:  # half a character is no name
            assert not store.ids()
            return
        for claim in (NUMBER, CARD, TAIL):
            (kept,) = store.named(claim)
            assert (kept.consent_id, kept.masked, kept.expires_on) == (A, masked, until)
            assert store.open(kept).vectors == vectors
            assert store.open(kept).model == kept.model == "expo+fr-1"
        for other in (
            TemplateClaim.number(CARD.value),
            TemplateClaim.hall_card(NUMBER.value),
            TemplateClaim.phone_tail("0017", 31),
            TemplateClaim.phone_tail("0018", 3),
        ):
            assert store.named(other) == ()


def test_a_number_written_otherwise_is_the_same_number(store: TemplateStore) -> None:
    store.keep(hers())
    assert store.named(TemplateClaim.number(" 69010419560520002x "))


def test_nothing_of_her_is_in_the_file_or_in_what_is_shown(path: Path) -> None:
    with closing(store_at(path)) as store:
        store.keep(hers())
        (kept,) = store.named(NUMBER)
        shown = f"{kept!r} {hers()!r} {NUMBER!r} {TAIL!r} {store!r} {store.open(kept)!r}"
    written = path.read_bytes()
    for personal in ("林", "69010419560520002X", "LL0012345678", "0017/3"):
        assert personal not in shown
        assert personal.encode() not in written
    assert VECTORS[:32] not in written
    assert KEY.raw not in written


def test_the_same_face_twice_is_not_to_be_known_again(path: Path) -> None:
    with closing(store_at(path)) as store:
        store.keep(hers(A))
        store.keep(hers(B))
    first, second = (box for (box,) in in_file(path, "SELECT face FROM templates"))
    assert isinstance(first, bytes)
    assert isinstance(second, bytes)
    assert first[:12] != second[:12]
    assert not {first[i : i + 16] for i in range(len(first) - 16)} & {
        second[i : i + 16] for i in range(len(second) - 16)
    }


def test_the_file_is_the_terminals_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(store_at(path)) as store:
            store.keep(hers())
            assert {entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()} == {0o600}
    finally:
        os.umask(before)
    path.chmod(0o644)
    with closing(store_at(path)) as store:
        store.count()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"")
    (tmp_path / "faces.sqlite").symlink_to(tmp_path / "elsewhere")
    with closing(store_at(tmp_path / "faces.sqlite")) as store, pytest.raises(Fault):
        store.keep(hers())
    assert (tmp_path / "elsewhere").read_bytes() == b""


# Taken elsewhere, turned, moved.


@pytest.mark.parametrize(
    "foreign",
    [
        lambda path: store_at(path, terminal="t-2"),
        lambda path: store_at(path, key=SealedKey(b"x" * 32)),
        lambda path: store_at(path, key=SealedKey(b"k" * 31 + b"j")),
    ],
    ids=["another terminal", "another key", "one bit of the key"],
)
def test_elsewhere_it_opens_for_nobody(path: Path, foreign: Callable[[Path], TemplateStore]) -> None:
    with closing(store_at(path)) as store:
        store.keep(hers())
        (kept,) = store.named(NUMBER)
    with closing(foreign(path)) as store:
        assert any_face(store) == []
        with pytest.raises(Fault, match=SPOILT):
            store.open(kept)
        with pytest.raises(Fault, match=SPOILT):
            store.renew(A, TODAY)
        assert store.delete(A), "it can be deleted all the same"


def test_a_bit_turned_anywhere_in_the_file_opens_nothing_else(path: Path) -> None:
    """Every 61st byte of the whole file, one after the other: her own face or none, and never another ending."""
    with closing(store_at(path)) as store:
        store.keep(hers())
    whole = path.read_bytes()
    refused = 0
    for at in range(0, len(whole), 61):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        with closing(store_at(path)) as store:
            faces = any_face(store)
        assert all(face == Template("expo+fr-1", VECTORS) for face in faces), at
        refused += not faces
    assert refused > 10


def test_every_bit_of_both_boxes_counts(path: Path, store: TemplateStore) -> None:
    store.keep(hers(vectors=b"short"))
    (kept,) = store.named(NUMBER)
    for column in ("face", "naming"):
        ((box,),) = in_file(path, f"SELECT {column} FROM templates")
        assert isinstance(box, bytes)
        for bit in range(len(box) * 8):
            turned = bytearray(box)
            turned[bit // 8] ^= 1 << bit % 8
            in_file(path, f"UPDATE templates SET {column} = ?", bytes(turned))
            with pytest.raises(Fault, match=SPOILT):
                store.open(kept) if column == "face" else store.named(NUMBER)
        in_file(path, f"UPDATE templates SET {column} = ?", box)
    assert store.open(kept).vectors == b"short"


@pytest.mark.parametrize("box", [b"", b"x", b"x" * 12, b"x" * 27, b"x" * 28])
def test_a_box_cut_short_is_a_fault(path: Path, store: TemplateStore, box: bytes) -> None:
    store.keep(hers())
    (kept,) = store.named(NUMBER)
    in_file(path, "UPDATE templates SET face = ?, naming = ?", box, box)
    with pytest.raises(Fault, match=SPOILT):
        store.open(kept)
    with pytest.raises(Fault, match=SPOILT):
        store.named(NUMBER)


@pytest.mark.parametrize("day", ["2999-01-01", "2026-11-22", "tomorrow"])
def test_a_day_put_off_opens_nothing(path: Path, store: TemplateStore, day: str) -> None:
    store.keep(hers(expires_on=TODAY))
    in_file(path, "UPDATE templates SET expires_on = ?", day)
    assert any_face(store) == []


def test_a_row_moved_to_another_consent_opens_nothing(path: Path, store: TemplateStore) -> None:
    store.keep(hers(A, b"mine" * 50))
    in_file(path, "UPDATE templates SET consent_id = ?", B)
    in_file(path, "UPDATE claims SET consent_id = ?", B)
    assert any_face(store) == []


def test_faces_exchanged_between_consents_open_nothing(path: Path, store: TemplateStore) -> None:
    neighbour = TemplateClaim.number("690101195001010010")
    store.keep(hers(A, b"hers" * 50))
    store.keep(hers(B, b"mine" * 50, claims=(neighbour,)))
    ((face,),) = in_file(path, "SELECT face FROM templates WHERE consent_id = ?", B)
    in_file(path, "UPDATE templates SET face = ? WHERE consent_id = ?", face, A)
    (kept,) = store.named(NUMBER)
    with pytest.raises(Fault, match=SPOILT):
        store.open(kept)


def test_a_claim_laid_to_another_face_names_nobody(path: Path, store: TemplateStore) -> None:
    """Who can write the file has her number lead to his own face."""
    store.keep(hers(A))
    store.keep(hers(B, b"mine" * 50, claims=(TemplateClaim.number("690101195001010010"),)))
    ((digest,),) = in_file(path, "SELECT digest FROM claims WHERE consent_id = ? LIMIT 1", A)
    in_file(path, "DELETE FROM claims WHERE consent_id = ?", A)
    in_file(path, "INSERT INTO claims (digest, consent_id) VALUES (?, ?)", digest, B)
    assert any_face(store) == []


def test_one_spoilt_row_of_a_household_shuts_nobody_else_out(path: Path, store: TemplateStore) -> None:
    store.keep(hers(A))
    store.keep(hers(B, b"other" * 50))
    in_file(path, "UPDATE templates SET naming = x'00' WHERE consent_id = ?", A)
    assert [kept.consent_id for kept in store.named(TAIL)] == [B]


def test_a_file_that_is_no_database_is_a_fault(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    with closing(store_at(path)) as store, pytest.raises(Fault, match=r"disk\.broken"):
        store.named(NUMBER)


# Households, days, deletion.


def test_a_household_of_eight_is_named_and_a_whole_house_is_not(store: TemplateStore) -> None:
    for number in range(MOST_NAMED):
        store.keep(hers(f"{number:032x}", claims=(TAIL,)))
    assert len(store.named(TAIL)) == MOST_NAMED
    store.keep(hers(f"{MOST_NAMED:032x}", claims=(TAIL,)))
    assert store.named(TAIL) == ()


def test_the_last_day_is_a_day_and_the_next_is_not(path: Path) -> None:
    with closing(store_at(path)) as store:
        store.keep(hers(expires_on=TODAY))
        (kept,) = store.named(NUMBER)
        assert store.expired() == ()
    # 23:59 and 00:00 on the hall's wall.
    with closing(store_at(path, at=datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC))) as store:
        assert store.open(kept).vectors == VECTORS
    with closing(store_at(path, at=datetime(2026, 11, 21, 16, 0, tzinfo=UTC))) as store:
        assert store.named(NUMBER) == ()
        assert store.expired() == (A,)
        with pytest.raises(Fault, match=GONE):
            store.open(kept)
        assert store.of_consents(frozenset({A})) == (kept,), "she can still see and delete it"


def test_a_renewed_face_opens_under_its_new_day_only(path: Path, store: TemplateStore) -> None:
    store.keep(hers(expires_on=TODAY))
    ((old,),) = in_file(path, "SELECT face FROM templates")
    store.renew(A, TODAY + timedelta(days=365))
    (kept,) = store.named(NUMBER)
    assert kept.expires_on == TODAY + timedelta(days=365)
    assert store.open(kept).vectors == VECTORS
    assert isinstance(old, bytes)
    assert old not in path.read_bytes(), "the box of the earlier day is gone"
    in_file(path, "UPDATE templates SET face = ?", old)
    with pytest.raises(Fault, match=SPOILT):
        store.open(kept)


def test_a_face_deleted_between_naming_and_opening_is_gone(store: TemplateStore) -> None:
    store.keep(hers())
    (kept,) = store.named(NUMBER)
    assert store.delete(A)
    assert not store.delete(A)
    with pytest.raises(Fault, match=GONE):
        store.open(kept)
    with pytest.raises(Fault, match=GONE):
        store.renew(A, TODAY)


def test_keeping_again_under_one_consent_replaces_face_and_claims(store: TemplateStore) -> None:
    store.keep(hers())
    store.keep(hers(vectors=b"new" * 100, claims=(CARD,)))
    assert store.named(NUMBER) == ()
    (kept,) = store.named(CARD)
    assert store.open(kept).vectors == b"new" * 100
    assert store.count() == 1


@pytest.mark.parametrize("others", [0, 1, 30])
def test_what_was_deleted_is_in_no_file_any_more(path: Path, others: int) -> None:
    """Of the row's boxes, its id and its digests not sixteen bytes are left, beside however many others."""
    with closing(store_at(path)) as store:
        for number in range(others):
            store.keep(hers(f"{number:032x}", secrets.token_bytes(2816), claims=(TAIL,)))
        store.keep(hers(A))
        parts = [
            part
            for row in in_file(path, "SELECT face, naming FROM templates WHERE consent_id = ?", A)
            + in_file(
                path,
                "SELECT digest FROM claims WHERE consent_id = ? AND digest NOT IN"
                " (SELECT digest FROM claims WHERE consent_id != ?)",
                A,
                A,
            )
            for part in row
            if isinstance(part, bytes)
        ] + [A.encode()]
        left = [path.read_bytes()]
        assert all(part[16:32] in left[0] for part in parts)
        store.delete(A)
        left = [entry.read_bytes() for entry in path.parent.iterdir()]
    for part in parts:
        for at in range(len(part) - 15):
            assert not any(part[at : at + 16] in file for file in left)
    with closing(store_at(path)) as store:
        assert store.count() == others


def test_spoilt_kept_shows_no_way_in(store: TemplateStore) -> None:
    """A `Kept` of one's own making opens only what its consent holds."""
    store.keep(hers())
    with pytest.raises(Fault, match=GONE):
        store.open(Kept(B, "expo+fr-1", TODAY, "林**"))


def test_without_its_key_nothing_opens_and_everything_can_still_be_deleted(store: TemplateStore, path: Path) -> None:
    store.keep(hers(A, expires_on=TODAY))
    (kept,) = store.named(NUMBER)
    store.keep(hers(B, expires_on=TODAY - timedelta(days=1)))
    store.close()
    with closing(TemplateStore(path, None, "t-1", TurnedClock())) as keyless:
        for wants_it in (
            lambda: keyless.named(NUMBER),
            lambda: keyless.open(kept),
            lambda: keyless.keep(hers("c" * 32)),
            lambda: keyless.renew(A, TODAY),
        ):
            with pytest.raises(Fault) as met:
                wants_it()
            assert met.value.key == NO_KEY
        assert keyless.of_consents(frozenset({A, B})) == ()
        assert keyless.ids() == {A, B}
        assert keyless.expired() == (B,)
        assert keyless.delete(A)
        assert keyless.delete(B)
        assert keyless.count() == 0
