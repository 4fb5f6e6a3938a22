"""Conversations aside (logging in, mostly): each is the same in every service, so only its first one is tried."""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import replace

from kiosk.app.crawl.spots import Move, Spot, Visited, Way

_ONWARD = frozenset({Way.CHOOSE, Way.ENTER, Way.PRESENT, Way.RUN_OUT})


class Asides:
    """What leads out of each page of the conversations aside that were tried. Crawler's thread."""

    def __init__(self) -> None:
        self._ways_out: dict[Spot, list[Move]] = {}
        self._inside: set[Spot] = set()
        self._passed: set[Spot] = set()

    def enter(self, spot: Spot) -> list[Move] | None:
        """Come to a page inside: the first moves of the shortest ways out of it; None: it is to be tried."""
        self._inside.add(spot)
        moves = self._ways_out.get(_anywhere(spot))
        if moves is None:
            return None
        self._passed.add(spot)
        return list(moves)

    def only_passed(self, spot: Spot) -> bool:
        """Was this page passed through in the service that is being walked, and not tried?"""
        return spot in self._passed

    def try_after_all(self, spot: Spot) -> None:
        """It is a page of the service itself, too."""
        self._passed.discard(spot)

    def learn(self, spots: Mapping[Spot, Visited]) -> int:
        """A service was walked: know what leads out the next time; how many pages were only passed through.

        A page from which no way out was found is not known: it will be tried again.
        """
        for spot in self._inside:
            if moves := _moves_out(spot, spots, self._inside):
                self._ways_out.setdefault(_anywhere(spot), moves)
        passed = len(self._passed)
        self._inside, self._passed = set(), set()
        return passed


def _anywhere(spot: Spot) -> Spot:
    return replace(spot, title="")


def _moves_out(start: Spot, spots: Mapping[Spot, Visited], inside: Collection[Spot]) -> list[Move]:
    """The first move of the shortest way to each page outside, each move once."""
    ahead: deque[tuple[Spot, Move | None]] = deque([(start, None)])
    met, moves = {start}, list[Move]()
    while ahead:
        spot, first = ahead.popleft()
        for move, there in spots[spot].leads.items():
            if move.way not in _ONWARD or there in met:
                continue
            met.add(there)
            if there in inside:
                ahead.append((there, first or move))
            elif (first or move) not in moves:
                moves.append(first or move)
    return moves
