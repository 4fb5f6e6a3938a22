"""A resident who has only a screen reader: finds by name, presses by the action of the accessibility bus, no more."""

import re
from collections.abc import Iterator

import pytest

from tests.atspi.desktop import Companion, desktop, ours, reader

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(150)]

PATIENCE_S = 30


class Resident:
    """Has the client do what she says."""

    def __init__(self, hall: Companion, client: Companion) -> None:
        self._hall, self._client = hall, client

    def presses(self, words: str) -> None:
        """Press the control of these words."""
        self._does("press", words)

    def fills(self, words: str, text: str) -> None:
        """Put a text into the field of these words."""
        self._does("fill", words, text)

    def hears(self, words: str) -> list[str]:
        """Wait for what has these words; its name and its description."""
        return self._does("see", words)

    def holds(self) -> list[str]:
        """What stands on the papers that came out."""
        slips = self._hall.ask("slips")
        assert isinstance(slips, list)
        return slips

    def _does(self, what: str, words: str, text: str = "") -> list[str]:
        said = self._client.ask({"do": what, "words": words, "text": text, "patience": PATIENCE_S})
        assert isinstance(said, list), f"no “{words}” to {what} among {self._client.ask({'do': 'tree'})}"
        return said


@pytest.fixture
def resident(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resident]:
    """Before a terminal that is open."""
    logs = tmp_path_factory.mktemp("hall")
    with (
        desktop() as environment,
        ours("hall", environment, logs / "terminal") as hall,
        reader(environment, logs / "client") as client,
    ):
        assert hall.ask("open") is True, (logs / "terminal").read_text(encoding="utf-8")[-3000:]
        yield Resident(hall, client)


def test_a_service_is_completed_by_the_actions_of_the_bus_alone(resident: Resident) -> None:
    resident.presses("您好")  # the attract page
    resident.presses("找网格员")
    resident.presses("按楼栋找")
    resident.presses("3")
    resident.presses("确定")
    resident.presses("看网格员电话")
    worker = resident.hears("网格员：")[0].partition("：")[2]
    number = resident.hears("电话")[1]
    resident.presses("打印电话")
    resident.presses("打印")
    resident.presses("拿好了")
    resident.presses("找到了")
    resident.presses("办完了")  # the farewell
    (paper,) = resident.holds()
    assert re.fullmatch(r"[0-9 ]{7,}", number)
    assert worker in paper
    assert number.replace(" ", "") in paper.replace(" ", "")

    resident.presses("您好")  # the next resident types
    resident.presses("找网格员")
    resident.presses("按名字或地址找")
    resident.fills("请输入名字或地址", worker)
    resident.presses("确定")
    assert resident.hears("电话")[1] == number
    resident.presses("找到了")
    resident.presses("办完了")
    resident.hears("您好")
    assert len(resident.holds()) == 1
