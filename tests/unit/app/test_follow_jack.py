"""Headphones in a jack of their own: privacy begins with the plug and never outlasts it."""

from collections.abc import Callable

import pytest

from hardware.events import Event, EventSource
from hardware.headphone_jack.contract import Plug
from hardware.keypad.contract import Key
from kiosk.app.speech import follow_jack


class Jack:
    def __init__(self, plugged: bool | None, *, handset: bool = False) -> None:
        self.plugged = plugged
        self.handset = handset
        self._source: EventSource[Plug] = EventSource("a jack")
        self.tell = self._source.tell

    def listen(self, listener: Callable[[Event[Plug]], None]) -> Callable[[], None]:
        return self._source.listen(listener)


@pytest.mark.parametrize(("plugged", "pressed"), [(True, [Key.JACK_IN]), (False, []), (None, [])])
def test_a_plug_that_was_there_before_is_noticed(plugged: bool | None, pressed: list[Key]) -> None:
    heard: list[Key] = []
    follow_jack(Jack(plugged), heard.append)  # type: ignore[arg-type]
    assert heard == pressed


@pytest.mark.parametrize("gone", [Plug.UNPLUGGED, Plug.UNKNOWN])
def test_a_plug_or_a_jack_that_is_gone_ends_privacy(gone: Plug) -> None:
    jack, heard = Jack(None), list[Key]()
    follow_jack(jack, heard.append)  # type: ignore[arg-type]
    jack.tell(Plug.PLUGGED)
    jack.tell(gone)
    assert heard == [Key.JACK_IN, Key.JACK_OUT]


@pytest.mark.parametrize("gone", [Plug.UNPLUGGED, Plug.UNKNOWN])
def test_who_lifts_a_handset_is_listened_to_until_it_is_laid_down(gone: Plug) -> None:
    jack, heard = Jack(None, handset=True), list[Key]()
    follow_jack(jack, heard.append)  # type: ignore[arg-type]
    jack.tell(Plug.PLUGGED)
    jack.tell(gone)
    assert heard == [Key.JACK_IN, Key.TALK, Key.TALK_UP, Key.JACK_OUT]


def test_who_no_longer_listens_is_not_told() -> None:
    jack, heard = Jack(None), list[Key]()
    follow_jack(jack, heard.append)()  # type: ignore[arg-type]
    jack.tell(Plug.PLUGGED)
    assert heard == []
