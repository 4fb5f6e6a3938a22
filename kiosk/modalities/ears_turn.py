"""One press of the key to speak, held from there to the words: the page, the open microphone, what is being heard."""

import asyncio
from typing import Protocol

from hardware.microphone.contract import Block, OpenEar
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.recognition.contract import End, Heard, Utterance
from kiosk.understanding.meanings import Candidate
from kiosk.visit.stage import Scene


class Holder(Protocol):
    """Who acts on what a turn hears. Loop thread."""

    def paused(self, turn: "TalkTurn", words: str) -> None:
        """She is silent for a moment; these are her words so far."""
        ...

    def decided(self, turn: "TalkTurn") -> None:
        """She has spoken; her words are being worked out."""
        ...

    def heard(self, turn: "TalkTurn", end: End, heard: Heard | None) -> None:
        """The utterance is over."""
        ...


class TalkTurn:
    """Implements `kiosk.recognition.contract.Listener`. Loop thread, but `hear`."""

    def __init__(self, holder: Holder, since: float) -> None:
        self._holder = holder
        self.since = since
        self.page: KeypadPage | None = None
        self.begun: Scene | None = None
        """What stood when she could begin to speak; pages change under their number."""
        self.was_heard = False
        """Might that page be said to her? Of a personal one that was not, nothing is chosen."""
        self.among: tuple[Candidate, ...] = ()
        self.utterance: Utterance | None = None
        self.ear: OpenEar | None = None
        self.words = ""
        self.last_block = since
        self.waits = False
        """Is recognition not loaded yet?"""
        self.let_go = False
        """Was it a short press, not one that is held while she speaks?"""
        self.company: asyncio.TimerHandle | None = None
        self.looks_again = False
        """Was the first look in doubt, and is a second one being taken?"""
        self.finished = self._over = False

    def __repr__(self) -> str:
        return "TalkTurn()"

    def is_over(self) -> bool:
        """Is nobody listened to for it any more? Her words may still be worked out."""
        return self._over

    def hear(self, block: Block) -> None:
        """A block of sound; on the microphone's thread."""
        self.last_block = block.at
        if self.utterance is not None and not self.is_over():
            self.utterance.feed(block.pcm, block.seq)

    def finish(self) -> None:
        """What was said until now counts."""
        if not self.finished and self.utterance is not None:
            self.finished = True
            self.utterance.finish()

    def shut(self) -> None:
        """Close the microphone."""
        self._over = True
        if self.ear is not None:
            self.ear.close()

    def leave_alone(self) -> None:
        """She waits no longer for her words."""
        if self.company is not None:
            self.company.cancel()
            self.company = None

    def cancel(self) -> None:
        """Nobody wants to know; the sound is wiped."""
        self.shut()
        if self.utterance is not None:
            self.utterance.cancel()
        self.forget()

    def forget(self) -> None:
        """Nothing remains of what was said, and to what: recognition holds this turn until the next one."""
        self.leave_alone()
        self.words, self.among, self.page, self.begun = "", (), None, None
        if self.utterance is not None:
            self.utterance.forget()

    # What recognition tells.

    def began(self) -> None:
        """The meter shows it."""

    def partial(self, words: str) -> None:
        """Words as they are being heard; where what is typed is hidden, so is what is said."""
        if self.page is not None and not self.page.hidden:
            self.words = words

    def paused(self, words: str) -> None:
        """Perhaps that was all."""
        self._holder.paused(self, words)

    def decided(self) -> None:
        """She has spoken."""
        self._holder.decided(self)

    def ended(self, end: End, heard: Heard | None) -> None:
        """It is over."""
        self._holder.heard(self, end, heard)
