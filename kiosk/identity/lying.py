"""Which cards may still lie on a reader: whoever forgot hers there lets nobody in. Loop thread.

Kept are digests under a key that dies with the process, and only as long as a card was not seen to go.
"""

import hashlib
import secrets


class Lying:
    """The cards of one reader. A `turn` is one resident's time at the terminal (`Visit.turn`)."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._laid: dict[bytes, int] = {}
        self._perhaps: dict[bytes, int] = {}
        self._unread: int | None = None

    def __bool__(self) -> bool:
        """May a card lie there?"""
        return bool(self._laid) or self._unread is not None

    def found(self, turn: int) -> None:
        """A card is there; which one is not known yet, and perhaps never will be."""
        if self._unread is None:
            self._unread = turn

    def read(self, mark: str, turn: int) -> bool:
        """The card with this mark was read: was it laid down in this turn?"""
        since = turn if self._unread is None else self._unread
        self._unread = None
        return self._laid.setdefault(self._digest(mark), since) == turn

    def only_from(self, turn: int) -> bool:
        """Was all that may lie there laid down in this turn?"""
        return self._unread in {None, turn} and all(laid == turn for laid in self._laid.values())

    def gone(self) -> None:
        """The reader has told that no card is there."""
        self._laid, self._perhaps, self._unread = {}, {}, None

    def not_found_again(self) -> None:
        """The reader finds none. It may be one that finds each card once; then what is found next was laid anew."""
        laid = self._laid
        self.gone()
        self._perhaps = laid

    def started_anew(self) -> None:
        """The reader was away, and may find once more what has lain there all the time."""
        self._laid = self._perhaps | self._laid

    def _digest(self, mark: str) -> bytes:
        return hashlib.blake2b(mark.encode(), key=self._key, digest_size=16).digest()
