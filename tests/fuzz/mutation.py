"""Frames that nobody would send: whole ones bent a little or a lot, and plain noise; the same seed, the same frames."""

import random
from collections.abc import Callable, Iterator, Sequence

LONGEST = 4096
_EDGES = b"\x00\x01\x02\x03\x06\x0a\x0d\x10\x15\x1b\x1d\x20\x3b\x61\x6c\x6f\x7f\x80\x90\x96\xaa\xc3\xfe\xff"


def frames(seeds: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """Frames without end: the seeds as they are first, then bent ones, and one in eight nothing but noise."""
    dice = random.Random(seed)
    yield b""
    yield from seeds
    while True:
        if not seeds or dice.random() < 0.125:
            yield dice.randbytes(_length(dice))
            continue
        frame = bytearray(dice.choice(seeds))
        for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
            dice.choice(_BENDS)(frame, dice)
        if dice.random() < 0.2:
            frame += dice.choice(seeds)
        yield bytes(frame[:LONGEST])


def _length(dice: random.Random) -> int:
    return dice.choice((dice.randrange(4), dice.randrange(40), dice.randrange(600)))


def _place(frame: bytearray, dice: random.Random) -> int:
    return dice.randrange(len(frame) + 1)


def _flip(frame: bytearray, dice: random.Random) -> None:
    if frame:
        frame[dice.randrange(len(frame))] ^= 1 << dice.randrange(8)


def _set(frame: bytearray, dice: random.Random) -> None:
    if frame:
        frame[dice.randrange(len(frame))] = dice.choice(_EDGES)


def _count(frame: bytearray, dice: random.Random) -> None:
    """One more or one less: what a length or a checksum hates most."""
    if frame:
        at = dice.randrange(len(frame))
        frame[at] = (frame[at] + dice.choice((-1, 1))) % 256


def _insert(frame: bytearray, dice: random.Random) -> None:
    at = _place(frame, dice)
    frame[at:at] = dice.randbytes(dice.choice((1, 1, 2, 7, 64)))


def _cut(frame: bytearray, dice: random.Random) -> None:
    at = _place(frame, dice)
    del frame[at : at + dice.choice((1, 1, 2, 5, 40))]


def _end(frame: bytearray, dice: random.Random) -> None:
    del frame[_place(frame, dice) :]


def _begin_late(frame: bytearray, dice: random.Random) -> None:
    del frame[: _place(frame, dice)]


def _repeat(frame: bytearray, dice: random.Random) -> None:
    at = _place(frame, dice)
    piece = frame[at : at + dice.randrange(1, 12)]
    frame[at:at] = piece * dice.choice((1, 2, 30))


def _swap(frame: bytearray, dice: random.Random) -> None:
    if len(frame) > 1:
        one, other = dice.randrange(len(frame)), dice.randrange(len(frame))
        frame[one], frame[other] = frame[other], frame[one]


_BENDS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _set, _set, _count, _insert, _cut, _end, _begin_late, _repeat, _swap,
)  # fmt: skip
