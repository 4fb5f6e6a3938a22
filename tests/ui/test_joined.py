"""Numbers keep their measures, and nothing else is changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.run import told
from kiosk.backend_client.directory import Notice
from kiosk.modalities.touch.joined import HARD_SPACE, JOINER, joined, plain


def _marked(words: str) -> str:
    return joined(words).replace(HARD_SPACE, "_").replace(JOINER, "^")


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("2026 年 11 月 22 日 04:52", "2026_年_11_月_22_日 04:52"),
        ("少缴 1 个月（7 月）", "少缴 1_个^月（7_月）"),
        ("报警 110，急救 120。", "报^警_110，急^救_120。"),
        ("用手机扫一扫，直接拨号", "用手机扫一扫，直^接^拨^号"),
        ("138 0013 8000", "138_0013_8000"),
        ("已缴 18 年 4 个月", "已缴 18_年_4_个^月"),
        ("11月17日 · 停水", "11^月^17^日 · 停水"),
        ("放在读卡区。先不要拿开。", "放在读卡区。先^不^要^拿^开。"),
        ("请放在右下方的读卡区。", "请放在右下方的读卡^区。"),
        ("打印机的盖子开着", "打印机的盖子开^着"),
        ("请稍等。", "请稍等。"),
        ("没有数字，只是看看", "没有数字，只^是^看^看"),
    ],
)
def test_a_line_cannot_end_inside_a_value(words: str, marked: str) -> None:
    assert _marked(words) == marked


@given(st.text(alphabet="0123456789 年月日个栋，：。急救元·:.", max_size=30))
def test_joining_changes_no_word(words: str) -> None:
    assert plain(joined(words)) == words
    assert joined(words).replace(JOINER, "").count(HARD_SPACE) + joined(words).count(" ") == words.count(" ")


def test_the_attract_page_tells_the_newest_notices_with_their_dates() -> None:
    days = ((10, 1), (11, 17), (11, 22))
    notices = [Notice(str(day), f"{month} 月的事", "", date(2026, month, day), "社区") for month, day in days]
    assert told(notices, date(2026, 11, 22)) == ("11 月的事", "11月17日 · 11 月的事")
