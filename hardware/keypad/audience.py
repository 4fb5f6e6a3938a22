"""Who is told of keys. Newcomers are told first of a plug that is in the jack already."""

import queue
from collections.abc import Callable

from hardware.events import Listeners
from hardware.keypad.contract import Key, KeyListener


class Audience:
    """`add` comes from any thread, all else from the keypad's: so nobody is told of a plug twice, or not at all."""

    def __init__(self) -> None:
        self._listeners: Listeners[Key] = Listeners("keys")
        self._newcomers: queue.SimpleQueue[_Newcomer] = queue.SimpleQueue()
        self.plugged = False

    def add(self, listener: KeyListener) -> Callable[[], None]:
        """Tell `listener` of every key from now on, until what is returned is called."""
        newcomer = _Newcomer(listener)
        self._newcomers.put(newcomer)
        return newcomer.leave

    def admit(self) -> None:
        """Greet who has come."""
        while not self._newcomers.empty():
            newcomer = self._newcomers.get()
            if self.plugged:
                greeting: Listeners[Key] = Listeners("keys")
                greeting.add(newcomer.hear)
                greeting.tell(Key.JACK_IN)
            newcomer.remove = self._listeners.add(newcomer.hear)

    def tell(self, key: Key) -> None:
        """A key was pressed, or the plug moved."""
        self.admit()
        if key in {Key.JACK_IN, Key.JACK_OUT}:
            self.plugged = key is Key.JACK_IN
        self._listeners.tell(key)


class _Newcomer:
    """A listener who may leave before it was ever told anything."""

    def __init__(self, listener: KeyListener) -> None:
        self._listener: KeyListener | None = listener
        self.remove: Callable[[], None] = lambda: None

    def hear(self, key: Key) -> None:
        listener = self._listener
        if listener is not None:
            listener(key)

    def leave(self) -> None:
        self._listener = None
        self.remove()
