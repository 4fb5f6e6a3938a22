"""Strips laid on pages: as many as there is room for, and the heading of a block on each of its pages."""

from dataclasses import dataclass
from itertools import pairwise

from kiosk.modalities.touch.strips import Strip


def sample_of(n: int, strips: tuple[Strip, ...]) -> int:
    """The strip that is measured for strip `n`: of the rows of a table, which are of one height, the first."""
    if strips[n].kind != "row":
        return n
    return next(m for m in range(n + 1) if strips[m].kind == "row" and strips[m].block == strips[n].block)


@dataclass(frozen=True, slots=True)
class Room:
    """The place for strips, in pixels: its height, the gap between blocks, and what the page buttons take."""

    height: float
    gap: float
    buttons: float


def paginate(strips: tuple[Strip, ...], heights: tuple[float, ...], room: Room) -> tuple[tuple[int, ...], ...]:
    """Say which strips stand on which page. Nothing is lost; a strip taller than the room has a page of its own."""
    everything = tuple(range(len(strips)))
    if _stack(everything, strips, heights, room.gap) <= room.height:
        return (everything,)
    pages: list[tuple[int, ...]] = []
    page: tuple[int, ...] = ()
    for n in everything:
        stands_alone = page in ((), _heading_above(n, strips))
        taken = _stack((*page, *_inseparable(n, strips)), strips, heights, room.gap)
        if taken > room.height - room.buttons and not stands_alone:
            pages.append(page)
            page = _heading_above(n, strips)
        page = (*page, n)
    return (*pages, page)


def _inseparable(n: int, strips: tuple[Strip, ...]) -> tuple[int, ...]:
    """A heading never stands last on a page: its first row goes with it."""
    follows = n + 1 < len(strips) and strips[n].heading and strips[n + 1].block == strips[n].block
    return (n, n + 1) if follows else (n,)


def _heading_above(n: int, strips: tuple[Strip, ...]) -> tuple[int, ...]:
    return tuple(h for h in range(n) if strips[h].heading and strips[h].block == strips[n].block)


def _stack(page: tuple[int, ...], strips: tuple[Strip, ...], heights: tuple[float, ...], gap: float) -> float:
    gaps = sum(1 for a, b in pairwise(page) if strips[a].block != strips[b].block)
    return sum(heights[n] for n in page) + gaps * gap
