"""Every pair of what was seen, in each way that tells faces apart; strangers beyond a number are drawn by chance."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kiosk.app.face_evaluation.figures import Distances, Pairs
from kiosk.app.face_evaluation.looking import Seen
from kiosk.app.face_evaluation.people import People

MOST_STRANGERS = 5_000_000
"""Pairs of two people are drawn by chance beyond so many: LFW would make 87 million."""
_SEED = 20261122
Places = NDArray[np.intp]


def ways(seen: Seen, people: People, engines: Sequence[str], veto_beyond: float) -> dict[str, Pairs]:
    """The distances of dlib alone, of each engine, of their mean, and of the mean with dlib's veto."""
    genuine, impostor = pairs_of(seen, people)
    parts = {"genuine": _measured(seen, *genuine), "impostor": _measured(seen, *impostor)}
    names = ("dlib", *engines, "mean", "mean with veto")
    found = {kind: dict(zip(names, _all_ways(*part, veto_beyond), strict=True)) for kind, part in parts.items()}
    return {name: Pairs(found["genuine"][name], found["impostor"][name]) for name in names}


def pairs_of(seen: Seen, people: People) -> tuple[tuple[Places, Places], tuple[Places, Places]]:
    """Rows of `seen`: pairs of one person, and pairs of two."""
    if people.pairs is None:
        who = np.array([people.person[place] for place in seen.places])
        return _every_pair(who)
    at = {place: number for number, place in enumerate(seen.places)}
    of_both = [(at[one], at[other], same) for one, other, same in people.pairs if one in at and other in at]
    listed = np.array(of_both, dtype=np.intp).reshape(-1, 3)
    return _columns(listed[listed[:, 2] == 1]), _columns(listed[listed[:, 2] == 0])


def lost_pairs(seen: Seen, people: People) -> int:
    """How many pairs of one person cannot be compared, for on one of the photos no face was found."""
    missed, read = set(seen.misses), {*seen.places, *seen.misses}
    if people.pairs is not None:
        return sum(
            same and one in read and other in read and bool({one, other} & missed) for one, other, same in people.pairs
        )
    lost = 0
    for person in {people.person[place] for place in missed}:
        photos = sum(people.person[place] == person for place in read)
        without = sum(people.person[place] == person for place in missed)
        lost += photos * (photos - 1) // 2 - (photos - without) * (photos - without - 1) // 2
    return lost


def _every_pair(who: NDArray[np.str_]) -> tuple[tuple[Places, Places], tuple[Places, Places]]:
    chance = np.random.default_rng(_SEED)
    share = min(1.0, MOST_STRANGERS / max(1, len(who) * (len(who) - 1) // 2))
    genuine, impostor = [], []
    for one, others in _rows(len(who)):
        same = who[others] == who[one]
        genuine += [(one, other) for other in others[same]]
        strangers = others[~same]
        kept = strangers if share >= 1 else strangers[chance.random(len(strangers)) < share]
        impostor.append(np.column_stack([np.full(len(kept), one, np.intp), kept]))
    apart = np.concatenate(impostor) if impostor else np.zeros((0, 2), np.intp)
    return _columns(np.array(genuine, np.intp).reshape(-1, 2)), _columns(apart)


def _rows(count: int) -> Iterator[tuple[int, Places]]:
    for one in range(count):
        yield one, np.arange(one + 1, count, dtype=np.intp)


def _columns(pairs: Places) -> tuple[Places, Places]:
    return pairs[:, 0], pairs[:, 1]


def _measured(seen: Seen, ones: Places, others: Places) -> tuple[Distances, list[Distances]]:
    """How far apart by the veto, and by each engine."""
    return _apart(seen.veto, ones, others), [_apart(vectors, ones, others) for vectors in seen.vectors]


def _all_ways(veto: Distances, engines: list[Distances], beyond: float) -> Iterator[Distances]:
    mean: Distances = np.asarray(np.mean(engines, axis=0), np.float32)
    yield veto
    yield from engines
    yield mean
    yield np.where(veto > beyond, np.float32(np.inf), mean)


def _apart(rows: NDArray[np.float32], ones: Places, others: Places) -> Distances:
    """In pieces, for a large set's rows side by side would not fit into memory."""
    pieces = [
        np.linalg.norm(rows[ones[at : at + _PIECE]] - rows[others[at : at + _PIECE]], axis=1)
        for at in range(0, len(ones), _PIECE)
    ]
    return np.concatenate(pieces).astype(np.float32) if pieces else np.zeros(0, np.float32)


_PIECE = 50_000
