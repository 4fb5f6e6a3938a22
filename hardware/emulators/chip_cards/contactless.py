"""Contactless things that are none of ours: a storage card, a phone, a travel card."""

from hardware.emulators.chip_cards.chip import DONE, STORAGE_ATR, UNKNOWN_CLASS, CardFaults, ChipCard


class ContactlessChip(ChipCard):
    """Has a UID and nothing else to say."""

    label = "an unknown contactless card"

    def __init__(
        self,
        uid: bytes = bytes.fromhex("69D0A1B2"),
        *,
        atr: bytes = STORAGE_ATR,
        faults: CardFaults | None = None,
    ) -> None:
        super().__init__(faults)
        self.atr = atr
        self._uid = uid

    def play(self, command: bytes) -> bytes:
        """The UID; all else is unknown."""
        if command[:5] == b"\xff\xca\x00\x00\x00":
            return self._uid + DONE if self._uid else b"\x6a\x81"
        return UNKNOWN_CLASS


class ContactChip(ChipCard):
    """A chip that knows none of our applications."""

    label = "an unknown chip card"

    def play(self, command: bytes) -> bytes:
        """Finds nothing."""
        return b"\x6a\x82" if command[1] == 0xA4 else b"\x6d\x00"
