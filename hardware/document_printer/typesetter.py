"""Has a document set in type by a process of its own: `python -m hardware.document_printer.typesetter`, one a document.

fpdf2 and the fonts take 150 MB, of which most would stay, and one to two seconds of Python's lock, for which the
terminal's other rooms would wait.
"""

import pickle
import struct
import subprocess
import sys

from hardware.document_printer.composed import Composed, NoFont, TooLong
from hardware.document_printer.document import Document
from hardware.transport.child_mouth import live_with_driver
from hardware.worker import Command

_PAGES = struct.Struct(">I")
_NO_FONT, _TOO_LONG = 3, 4
_LOOK_S = 0.1


class TypesetterBroken(Exception):
    """The process ended without a word; its number says how."""


def typeset(job_id: str, document: Document, command: Command) -> Composed:
    """The PDF of a document; raises NoFont, TooLong or TypesetterBroken, and DeviceError as `command` does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hardware.document_printer.typesetter"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback could hold a person's name
    )
    with process:
        try:
            answer = _answer(process, pickle.dumps((job_id, document)), command)
        finally:
            process.kill()
    if process.returncode == _NO_FONT:
        raise NoFont
    if process.returncode == _TOO_LONG:
        raise TooLong
    if process.returncode or len(answer) <= _PAGES.size:
        raise TypesetterBroken(str(process.returncode))
    return Composed(answer[_PAGES.size :], _PAGES.unpack_from(answer)[0])


def _answer(process: subprocess.Popen[bytes], asked: bytes, command: Command) -> bytes:
    words: bytes | None = asked
    while True:
        try:
            return process.communicate(words, timeout=_LOOK_S)[0]
        except subprocess.TimeoutExpired:
            words = None
            command.check()


def _main() -> int:
    # Imported here because it is what this process is for: its parent never loads it.
    from hardware.document_printer.pdf import compose

    # Our own parent's words, from a pipe that nobody else can reach.
    job_id, document = pickle.loads(sys.stdin.buffer.read())  # noqa: S301
    try:
        composed = compose(job_id, document)
    except NoFont:
        return _NO_FONT
    except TooLong:
        return _TOO_LONG
    sys.stdout.buffer.write(_PAGES.pack(composed.pages) + composed.pdf)
    return 0


if __name__ == "__main__":
    live_with_driver()
    sys.exit(_main())
