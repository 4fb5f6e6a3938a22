"""The smart card service (pcscd), by pyscard's plain calls; nothing of pyscard's own threads, which die with pcscd.

Everything that fails is a PcscError, which is an OSError. A call may block for as long as a card or the service keeps
it waiting: make it on a thread that may be given up.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Self

from smartcard import scard  # type: ignore[import-untyped]

PLUGGED = "\\\\?PnP?\\Notification"  # the reader whose state changes when readers come and go
_NO_READERS = 0x8010002E
_TIMEOUT = 0x8010000A
_CHANGED = scard.SCARD_STATE_CHANGED
_ANSWER_MOST = 65538


class Trouble(IntEnum):
    """The errors of PC/SC that mean something to us."""

    CANCELLED = 0x80100002
    UNKNOWN_READER = 0x80100009
    SHARING_VIOLATION = 0x8010000B
    NO_CARD = 0x8010000C
    PROTOCOL_MISMATCH = 0x8010000F
    NOT_TRANSACTED = 0x80100016
    READER_UNAVAILABLE = 0x80100017
    NO_SERVICE = 0x8010001D
    COMMUNICATION = 0x8010002F
    UNSUPPORTED_CARD = 0x80100065
    UNRESPONSIVE_CARD = 0x80100066
    UNPOWERED_CARD = 0x80100067
    RESET_CARD = 0x80100068
    REMOVED_CARD = 0x80100069
    OTHER = 0


class PcscError(OSError):
    """A call to the smart card service failed."""

    def __init__(self, code: int) -> None:
        super().__init__(f"PC/SC {code:#x}")
        self.trouble = Trouble(code) if code in _KNOWN else Trouble.OTHER


_KNOWN = frozenset(Trouble)


class PcscContext:
    """A connection to the service; used by one thread, but for `cancel`."""

    def __init__(self) -> None:
        code, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _check(code)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        scard.SCardReleaseContext(self._context)

    def readers(self) -> tuple[str, ...]:
        """The names of all slots of all readers."""
        code, names = scard.SCardListReaders(self._context, [])
        if code & 0xFFFFFFFF == _NO_READERS:
            return ()
        _check(code)
        return tuple(names)

    def wait(self, known: Mapping[str, int], timeout_s: float) -> Mapping[str, int]:
        """The states of these readers when one differs from what is known (0: nothing), or as they are in the end."""
        states = [(name, state) for name, state in known.items()]
        code, changed = scard.SCardGetStatusChange(self._context, int(timeout_s * 1000), states)
        if code & 0xFFFFFFFF == _TIMEOUT:
            return dict(known)
        _check(code)
        return {name: state & ~_CHANGED for name, state, _ in changed}

    def cancel(self) -> None:
        """End a `wait`; from another thread."""
        scard.SCardCancel(self._context)

    def connect(self, reader: str) -> "PcscCard":
        """Power the card in this slot and keep it for us alone."""
        return PcscCard(self._context, reader)


class PcscCard:
    """A card that is ours until the end of `with`; leaving resets it, so that nothing stays unlocked."""

    def __init__(self, context: int, reader: str) -> None:
        code, self._card, self._protocol = scard.SCardConnect(
            context, reader, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        _check(code)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        scard.SCardDisconnect(self._card, scard.SCARD_RESET_CARD)

    @property
    def byte_wise(self) -> bool:
        """Whether the card speaks T=0."""
        return bool(self._protocol == scard.SCARD_PROTOCOL_T0)

    def answer_to_reset(self) -> bytes:
        """How the card introduced itself."""
        code, _, _, _, atr = scard.SCardStatus(self._card)
        _check(code)
        return bytes(atr)

    def transmit(self, command: bytes) -> bytes:
        """One command, one answer with its status word."""
        head = scard.SCARD_PCI_T0 if self.byte_wise else scard.SCARD_PCI_T1
        code, answer = scard.SCardTransmit(self._card, head, list(command))
        _check(code)
        return _bytes(answer)


def has_card(state: int) -> bool:
    """Whether a slot in this state holds a card, working or not."""
    return bool(state & scard.SCARD_STATE_PRESENT)


def is_lost(state: int) -> bool:
    """Whether the reader of a slot in this state is not there any more."""
    return bool(state & (scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_UNKNOWN))


def movements(state: int) -> int:
    """How often cards came and went, modulo 65536."""
    return (state >> 16) & 0xFFFF


def _bytes(answer: Sequence[int]) -> bytes:
    if len(answer) > _ANSWER_MOST:
        raise PcscError(Trouble.OTHER)
    return bytes(byte & 0xFF for byte in answer)


def _check(code: int) -> None:
    if code != 0:
        raise PcscError(code & 0xFFFFFFFF)
