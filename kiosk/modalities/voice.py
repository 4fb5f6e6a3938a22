"""The ears of the terminal: the contract that the voice issue fills. Speaking is `kiosk.voice.talker`."""

from typing import Protocol


class Hearing(Protocol):
    """What recognition tells the voice modality. All methods are called on the loop thread."""

    def partial(self, scene_id: int, words: str) -> None:
        """Words as they are being heard, for the caption only."""
        ...

    def heard(self, scene_id: int, value: object) -> None:
        """A sure answer to the prompt of a scene, of the type that the prompt asks for."""
        ...

    def unsure(self, scene_id: int, guesses: tuple[object, ...]) -> None:
        """Best guesses first, to be asked back; empty: something was said and not understood."""
        ...
