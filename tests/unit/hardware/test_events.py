"""What is told is numbered, and whoever missed something can ask for it or learns that it is gone."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from hardware.events import Event, EventSource


def test_events_are_numbered_without_a_hole() -> None:
    source: EventSource[str] = EventSource("bench")
    heard: list[Event[str]] = []
    stop = source.listen(heard.append)
    assert source.seq == 0
    for word in "abc":
        source.tell(word)
    stop()
    source.tell("d")
    assert [(event.seq, event.value) for event in heard] == [(1, "a"), (2, "b"), (3, "c")]
    assert source.seq == 4


def test_nothing_is_kept_unless_it_is_asked_for() -> None:
    source: EventSource[str] = EventSource("codes")
    source.tell("a")
    assert source.since(0).events == ()
    assert source.since(0).lost == 1


@given(told=st.integers(0, 30), keep=st.integers(0, 12), seq=st.integers(-3, 40))
def test_a_reader_gets_what_she_missed_or_is_told_how_much_is_gone(told: int, keep: int, seq: int) -> None:
    source: EventSource[int] = EventSource("bench", keep)
    for number in range(told):
        source.tell(number)
    missed = source.since(seq)
    begin = seq if 0 <= seq <= told else 0
    assert missed.lost + len(missed.events) == told - begin
    assert [event.seq for event in missed.events] == list(range(told - len(missed.events) + 1, told + 1))
    assert len(missed.events) <= keep
    assert missed.lost == 0 or len(missed.events) == keep


def test_many_threads_tell_without_a_hole() -> None:
    source: EventSource[int] = EventSource("bench", keep=4000)

    def tell() -> None:
        for number in range(500):
            source.tell(number)

    threads = [threading.Thread(target=tell) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [event.seq for event in source.since(0).events] == list(range(1, 3001))
