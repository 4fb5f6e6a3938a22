"""`kiosk gallery`: a window to leaf through, or every picture in a folder with what is wrong in it."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.gallery.index import Report, report_of, write_index
from kiosk.app.gallery.leafing import HOW, Leafing
from kiosk.app.gallery.plates import Plate, every_plate
from kiosk.app.gallery.sheets import Sheet, SheetPrinter, every_sheet
from kiosk.app.gallery.studio import Photograph, take, write_picture
from kiosk.app.inspection.picture import pillow
from kiosk.app.window import open_application, prepare_environment

Say = Callable[[str], None]
NOTHING_SO_CALLED = 2
_CHUNK = 24  # pictures between two words of how far it is


@dataclass(frozen=True, slots=True)
class Exhibition:
    """What came of it: the report, and the status to exit with."""

    report: Report
    status: int


def exhibit(out: Path, only: str, say: Say) -> Exhibition:
    """Write the pictures whose name holds `only`. No screen is used."""
    plates = [plate for plate in every_plate() if only in plate.name]
    sheets = [sheet for sheet in every_sheet() if only in sheet.name]
    if not plates and not sheets:
        say(f"no picture is called anything with {only!r}")
        return Exhibition({}, NOTHING_SO_CALLED)
    # In pictures every machine's screen is the same: none. The workers inherit this.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    prepare_environment()
    _clear(out)
    photographs = _take_all(plates, sheets, out, say)
    write_index(photographs, sheets, out)
    report = report_of(photographs)
    say(f"{len(photographs)} pictures, {report['violations']} violations: {out / 'index.html'}")
    return Exhibition(report, 1 if report["violations"] else 0)


def open_gallery(say: Say) -> int:
    """Open the window to leaf through; it needs a screen."""
    prepare_environment()
    application = open_application()
    leafing = Leafing(say)
    say(HOW)
    status = application.exec()
    leafing.close()
    return status


def _clear(out: Path) -> None:
    """Remove the pictures of the last time, and nothing else that somebody may keep there."""
    for old in (*out.glob("pages/*.png"), *out.glob("sheets/*.png"), *out.glob("thumbs/*.jpg")):
        old.unlink()
    out.mkdir(parents=True, exist_ok=True)


def _take_all(plates: list[Plate], sheets: list[Sheet], out: Path, say: Say) -> list[Photograph]:
    """Every picture, by as many processes as there are processors: Qt draws on one thread each."""
    ordered = sorted(plates, key=lambda plate: (plate.shape.name, plate.light, plate.page))
    chunks = [ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK)]
    taken: list[Photograph] = []
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawning, initializer=_open_easel) as easels:
        drawing = easels.submit(_draw, sheets, out)
        for part in easels.map(_take, chunks, [out] * len(chunks)):
            taken += part
            say(f"{len(taken)} of {len(plates)}")
        drawing.result()
    place = {plate: at for at, plate in enumerate(plates)}
    return sorted(taken, key=lambda one: place[one.plate])


def _open_easel() -> None:
    """In a worker: Qt's application object, which lives as long as the process."""
    global _application  # noqa: PLW0603  Qt wants its application object kept, and a pool's initializer returns nothing
    _application = open_application()


_application: object = None


def _take(plates: list[Plate], out: Path) -> list[Photograph]:
    return list(take(plates, out))


def _draw(sheets: list[Sheet], out: Path) -> None:
    printer = SheetPrinter()
    for sheet in sheets:
        picture = pillow(printer.draw(sheet))
        write_picture(picture, out / "sheets" / f"{sheet.name}.png", out / "thumbs" / f"{sheet.name}.jpg")
    printer.close()
