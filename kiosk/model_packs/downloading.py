"""Fetches one file over HTTP(S), goes on where it stopped, and never takes more than was stated."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.telling import Step, Tell

if TYPE_CHECKING:
    import requests

ATTEMPTS = 4
CONNECT_S = 10.0
SILENCE_S = 60.0
# What of a block came before the connection was lost is lost with it.
_BLOCK = 1 << 14


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file at an address, which may have `most` bytes."""

    url: str
    name: str
    most: int


class AbsentError(Exception):
    """The address has no such file: another source may."""


def download(wanted: Wanted, to: Path, tell: Tell) -> None:
    """Fetch it into the file `to`, going on with `to.part` where an earlier attempt stopped.

    Raises: AbsentError; PackFault (no network, too large), and then the part stays for the next attempt
    """
    part = to.with_name(f"{to.name}.part")
    why = ""
    for _ in range(ATTEMPTS):
        before = _size(part)
        why = _attempt(wanted, part, tell)
        if not why:
            part.replace(to)
            _tag(part).unlink(missing_ok=True)
            return
        if _size(part) <= before:
            break  # nothing came any more: trying at once again helps nobody
    raise PackFault(Trouble.NO_NETWORK, wanted.name, f"{why}; {_size(part)} bytes of it are here")


def _attempt(wanted: Wanted, part: Path, tell: Tell) -> str:
    """Fetch what is still lacking; gives why it is not whole, and nothing once it is."""
    import requests  # slow to import, and only installing needs it

    try:
        with requests.get(
            wanted.url,
            headers=_asking(part),
            stream=True,
            timeout=(CONNECT_S, SILENCE_S),
            allow_redirects=True,
            hooks={"response": _stay_secure},
        ) as answer:
            return _take(wanted, part, answer, tell)
    except requests.RequestException as error:
        # The library's own words hold addresses and objects: its kind says enough.
        return f"the connection was lost or refused ({type(error).__name__})"


def _stay_secure(answer: "requests.Response", **_: object) -> None:
    """Refuse to be led from https to anything else; called for each answer, before a redirect is followed."""
    if not answer.is_redirect or urlsplit(answer.url).scheme != "https":
        return
    if urlsplit(urljoin(answer.url, answer.headers["location"])).scheme != "https":
        answer.close()
        host = urlsplit(answer.url).hostname or ""
        raise PackFault(Trouble.REFUSED, host, "it leads from https to an address that anybody on the way could answer")


def _take(wanted: Wanted, part: Path, answer: "requests.Response", tell: Tell) -> str:
    if answer.status_code in (403, 404, 410):
        raise AbsentError(f"{wanted.url}: {answer.status_code}")
    if answer.status_code == 416:  # the part is longer than the file: it was another one
        _forget(part)
        return "it changed while it was fetched"
    if answer.status_code not in (200, 206):
        return f"the server answers {answer.status_code}"
    begin = _size(part) if answer.status_code == 206 else 0
    total = _total(answer, begin)
    if answer.status_code == 206 and not answer.headers.get("Content-Range", "").startswith(f"bytes {begin}-"):
        _forget(part)
        return "the server sent another part than was asked for"
    if total is not None and total > wanted.most:
        _forget(part)
        raise PackFault(Trouble.TOO_LARGE, wanted.name, f"{total} bytes, and {wanted.most} at most were stated")
    if not begin:
        _note_tag(part, answer)
    done = _write(wanted, part, answer, _Progress(begin, total, tell))
    return "" if total is None or done == total else f"it stopped after {done} of {total} bytes"


@dataclass(frozen=True, slots=True)
class _Progress:
    begin: int
    total: int | None
    tell: Tell


def _write(wanted: Wanted, part: Path, answer: "requests.Response", progress: _Progress) -> int:
    done = progress.begin
    with part.open("ab" if progress.begin else "wb") as stream:
        for block in answer.iter_content(_BLOCK):
            done += len(block)
            if done > wanted.most:
                stream.close()
                _forget(part)
                raise PackFault(Trouble.TOO_LARGE, wanted.name, f"more than the {wanted.most} bytes that were stated")
            stream.write(block)
            progress.tell(Step(wanted.name, done, progress.total))
    return done


def _asking(part: Path) -> dict[str, str]:
    """Ask for what is lacking, if the file is still the one that was begun."""
    asking = {"Accept-Encoding": "identity"}
    tag = ""
    with suppress(OSError):
        tag = _tag(part).read_text(encoding="ascii")
    if tag and _size(part):
        asking |= {"Range": f"bytes={_size(part)}-", "If-Range": tag}
    return asking


def _note_tag(part: Path, answer: "requests.Response") -> None:
    """Keep what tells this version of the file from others; without that, it is not gone on with."""
    tag = answer.headers.get("ETag", "")
    if tag.startswith("W/") or not tag.isascii():
        tag = ""
    _tag(part).write_text(tag or answer.headers.get("Last-Modified", ""), encoding="ascii", errors="ignore")


def _total(answer: "requests.Response", begin: int) -> int | None:
    told = answer.headers.get("Content-Length", "")
    return begin + int(told) if told.isdigit() and len(told) < 16 else None


def _tag(part: Path) -> Path:
    return part.with_name(f"{part.name}.tag")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag(part).unlink(missing_ok=True)


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0
