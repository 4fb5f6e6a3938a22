"""What can go wrong, as a key. The sentence a person reads is made in `kiosk.visit.sentences`, and only there."""

from collections.abc import Mapping


class Fault(Exception):
    """Something a resident must be told, named by a key such as `backend.unreachable`.

    `params` fill the sentence. They must never hold personal data: faults are logged.
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return self.key
