"""What the gateway does by itself: callbacks and their repetitions, refunds that come through, payments too late."""

import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import requests

from backend.psp_sandbox.dealings import pay, tell
from backend.psp_sandbox.exchange import Caller, Letter
from backend.psp_sandbox.faults import Fault, FaultBook, FaultKind, is_kind
from backend.psp_sandbox.ledger import Books, Ledger
from backend.psp_sandbox.records import Deed, DeedKind, TradeState

HANDS = 4
PATIENCE_S = 5.0
IDLE_S = 60.0

log = logging.getLogger("psp_sandbox")


class Post:
    """Does the deeds of the ledger when they are due, a few at a time. Lives in threads of its own."""

    def __init__(self, ledger: Ledger, faults: FaultBook, callers: Mapping[str, Caller], pace: float) -> None:
        self._ledger, self._faults, self._callers, self._pace = ledger, faults, callers, pace
        self._bell = threading.Event()
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._at_work: set[int] = set()
        self._hands = ThreadPoolExecutor(HANDS, "psp-post")
        self._own = threading.local()
        self._thread = threading.Thread(target=self._look_round, name="psp-post", daemon=True)

    def start(self) -> None:
        """Begin; what was left over from before is done first."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is not done stays in the ledger."""
        self._ended.set()
        self._bell.set()
        self._thread.join()
        self._hands.shutdown(cancel_futures=True)

    def ring(self) -> None:
        """There may be something new to do."""
        self._bell.set()

    def _look_round(self) -> None:
        while not self._ended.is_set():
            self._bell.clear()
            now = time.time()
            with self._ledger.open() as books:
                waiting = books.deeds()
            with self._lock:
                free = [deed for deed in waiting if deed.number not in self._at_work]
                due = [deed for deed in free if deed.due <= now]
                self._at_work.update(deed.number for deed in due)
            for deed in due:
                self._hands.submit(self._do, deed)
            later = [deed.due for deed in free if deed.due > now]
            self._bell.wait(min(min(later) - now, IDLE_S) if later else IDLE_S)

    def _do(self, deed: Deed) -> None:
        try:
            if deed.kind in (DeedKind.TELL_PAID, DeedKind.TELL_REFUND):
                self._tell(deed)
            else:
                self._change(deed)
        except Exception:
            log.exception("a deed failed: %s", deed.kind)
            with self._ledger.open() as books:
                books.put_off(replace(deed, due=time.time() + IDLE_S))
        finally:
            with self._lock:
                self._at_work.discard(deed.number)
            self.ring()

    def _change(self, deed: Deed) -> None:
        now = time.time()
        with self._ledger.open() as books:
            books.done(deed)
            if deed.kind is DeedKind.FINISH_REFUND and (refund := books.refund(deed.channel, deed.about)):
                books.finish_refund(refund, now)
                tell(books, DeedKind.TELL_REFUND, deed.channel, deed.about, refund.notify_url, now)
            elif deed.kind is DeedKind.PAY_LATE:
                trade = books.trade(deed.channel, deed.about)
                if trade is not None and trade.state is not TradeState.PAID:
                    pay(books, trade, now, even_closed=True)

    def _tell(self, deed: Deed) -> None:
        fault = None if deed.held else self._faults.take(f"{deed.channel}.notify")
        now = time.time()
        if fault is not None and fault.kind is FaultKind.OUT_OF_ORDER:
            with self._ledger.open() as books:
                books.put_off(replace(deed, due=now + fault.seconds, held=True))
            return
        if fault is not None and fault.kind is FaultKind.SLOW:
            self._ended.wait(fault.seconds)
        with self._ledger.open() as books:
            letter = self._callers[deed.channel].letter(books, deed, fault, time.time())
        heard = letter is None or self._deliver(deed, letter, fault)
        with self._ledger.open() as books:
            self._after(books, deed, heard=heard)

    def _deliver(self, deed: Deed, letter: Letter, fault: Fault | None) -> bool:
        if is_kind(fault, FaultKind.LOST_REQUEST):
            return False
        heard = False
        for _ in range(2 if is_kind(fault, FaultKind.DUPLICATE) else 1):
            heard = self._send(deed, letter)
        return heard and not is_kind(fault, FaultKind.LOST_REPLY)

    def _send(self, deed: Deed, letter: Letter) -> bool:
        try:
            answer = self._session().post(
                letter.url, data=letter.body, headers=dict(letter.headers), timeout=PATIENCE_S, allow_redirects=False
            )
        except requests.RequestException:
            return False
        return self._callers[deed.channel].heard(answer.status_code, answer.content)

    def _session(self) -> requests.Session:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
            self._own.session.trust_env = False
        session = self._own.session
        assert isinstance(session, requests.Session)
        return session

    def _after(self, books: Books, deed: Deed, *, heard: bool) -> None:
        now = time.time()
        waits = self._callers[deed.channel].waits
        if heard or deed.tries >= len(waits):
            books.done(deed)
        else:
            wait = waits[deed.tries] * self._pace
            books.put_off(replace(deed, due=now + wait, tries=deed.tries + 1, held=False))
        books.release(now)
