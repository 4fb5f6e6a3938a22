"""Fetching over a network that breaks off, from servers that are not what they should be."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.model_packs.downloading import ATTEMPTS, AbsentError, Wanted, download
from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.telling import Step
from tests.helpers.archive_server import Shelf, serving

CONTENT = bytes(n * 7919 % 251 for n in range(900_000))
NAME = "m.tar.bz2"


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with serving(Shelf({NAME: CONTENT})) as made:
        yield made


def fetch(shelf: Shelf, to: Path, most: int = 1_000_000) -> list[Step]:
    steps: list[Step] = []
    download(Wanted(f"{shelf.url}/{NAME}", NAME, most), to / NAME, steps.append)
    return steps


def test_a_file_comes_whole_and_how_far_it_is_is_told(shelf: Shelf, tmp_path: Path) -> None:
    steps = fetch(shelf, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert steps[-1] == Step(NAME, len(CONTENT), len(CONTENT))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_it_goes_on_where_the_connection_was_lost(shelf: Shelf, tmp_path: Path) -> None:
    shelf.breaks, shelf.breaks_after = 2, 300_000
    fetch(shelf, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    ranges = [wanted for _, wanted in shelf.asked]
    assert ranges[0] == ""
    assert all(wanted.startswith("bytes=") for wanted in ranges[1:])
    assert len(ranges) == 3


def test_it_goes_on_another_day(shelf: Shelf, tmp_path: Path) -> None:
    shelf.breaks, shelf.breaks_after = ATTEMPTS, 100_000
    with pytest.raises(PackFault) as caught:
        fetch(shelf, tmp_path)
    assert caught.value.trouble is Trouble.NO_NETWORK
    here = (tmp_path / f"{NAME}.part").stat().st_size
    assert here > 75_000 * ATTEMPTS
    assert str(here) in caught.value.why
    assert not (tmp_path / NAME).exists()
    shelf.asked.clear()
    fetch(shelf, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert shelf.asked == [(f"/{NAME}", f"bytes={here}-")]


def test_a_file_that_changed_meanwhile_is_begun_anew(shelf: Shelf, tmp_path: Path) -> None:
    shelf.breaks, shelf.breaks_after = ATTEMPTS, 100_000
    with pytest.raises(PackFault):
        fetch(shelf, tmp_path)
    shelf.tag, shelf.files[NAME] = '"two"', CONTENT[::-1]
    fetch(shelf, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_without_a_mark_of_its_version_it_is_begun_anew(tag: str, shelf: Shelf, tmp_path: Path) -> None:
    shelf.tag, shelf.breaks, shelf.breaks_after = tag, 1, 300_000
    fetch(shelf, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert [wanted for _, wanted in shelf.asked] == ["", ""]


def test_a_server_that_cannot_go_on_begins_anew(shelf: Shelf, tmp_path: Path) -> None:
    shelf.with_ranges, shelf.breaks, shelf.breaks_after = False, 1, 300_000
    fetch(shelf, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_more_than_was_stated_is_not_begun(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(PackFault) as caught:
        fetch(shelf, tmp_path, most=500_000)
    assert caught.value.trouble is Trouble.TOO_LARGE
    assert list(tmp_path.iterdir()) == []


def test_a_server_without_end_is_cut_off(shelf: Shelf, tmp_path: Path) -> None:
    shelf.tells_length = False
    with pytest.raises(PackFault) as caught:
        fetch(shelf, tmp_path, most=500_000)
    assert caught.value.trouble is Trouble.TOO_LARGE
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_left_to_another_source(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files.clear()
    with pytest.raises(AbsentError):
        fetch(shelf, tmp_path)


def test_a_server_that_nobody_answers_at_is_told_without_its_address(tmp_path: Path) -> None:
    with pytest.raises(PackFault) as caught:
        download(Wanted("http://name:secret@127.0.0.1:9/m", NAME, 10), tmp_path / NAME, lambda _: None)
    assert caught.value.trouble is Trouble.NO_NETWORK
    assert "secret" not in str(caught.value)


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key and its certificate for this machine, made here and believed for the length of a test."""
    made = tmp_path / "secret" / "server.pem"
    made.parent.mkdir()
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(made), "-out", f"{made}.crt")
    subprocess.run((*command.split(), *names), check=True, capture_output=True, timeout=30)
    made.write_bytes(made.read_bytes() + Path(f"{made}.crt").read_bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", f"{made}.crt")
    return made


@pytest.mark.parametrize("scheme", ["http:", "HTTP:"])
def test_who_began_securely_is_not_led_elsewhere(scheme: str, shelf: Shelf, secret: Path, tmp_path: Path) -> None:
    leading = Shelf(leads_to=f"{shelf.url}/{NAME}".replace("http:", scheme))
    with serving(leading, secret), pytest.raises(PackFault) as caught:
        fetch(leading, tmp_path)
    assert caught.value.trouble is Trouble.REFUSED
    assert leading.asked
    assert not shelf.asked


def test_from_one_secure_address_to_another_is_followed(secret: Path, tmp_path: Path) -> None:
    with serving(Shelf({NAME: CONTENT}), secret) as there, serving(Shelf(), secret) as here:
        here.leads_to = f"{there.url}/{NAME}"
        fetch(here, tmp_path)
    assert (tmp_path / NAME).read_bytes() == CONTENT
