"""The one place where a key becomes a sentence: what happened, why, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.foundation.errors import Fault
from kiosk.visit.text import Text, text


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened (with its reason), and what a person can do now."""

    what: Text
    next: Text

    @property
    def all(self) -> Text:
        """Both, as they are said."""
        return text("{what}。{next}", what=self.what, next=self.next)


def _told(what: str, next_step: str) -> Explanation:
    return Explanation(text(what), text(next_step))


STAFF = "请按“呼叫人工”，有人来帮您。"

SENTENCES: Mapping[str, Explanation] = {
    "terminal.stumbled": _told("刚才没办成，是机器的原因", "没有扣款，也没有打印。请再试一次。"),
    "work.slow": _told("等了很久，还没有回音", "可能网络慢。请再试一次，您填的都还在。"),
    "disk.full": _told("机器的存储满了，不敢往下办", STAFF),
    "backend.unreachable": _told("网络不通，连不上办事系统", "您填的都还在。请稍后再试一次。"),
    "backend.slow": _told("办事系统很慢，没有回音", "您填的都还在。请再试一次。"),
    "backend.nonsense": _told("办事系统的回答看不懂", "这不是您的问题。请稍后再试。"),
    "backend.broken": _told("办事系统正在维修", "您填的都还在。请稍后再试。"),
    "backend.not_found": _told("没有查到您的登记信息", "可以到窗口核对，或者按“呼叫人工”。"),
    "backend.too_many": _told("查得太频繁，系统让歇一会儿", "请过几分钟再来。"),
    "backend.not_enrolled": _told("这台机器还没有登记", STAFF),
    "backend.clock_wrong": _told("这台机器的时间不准", STAFF),
    "backend.session_over": _told("登录时间到了", "为了安全，请再刷一次身份证。"),
    "card.number": _told("身份证号码没有读对", "请把身份证放平，再试一次。"),
    "directory.missing": _told("通讯录还没有下载到这台机器", "急事请打 110、119、120。"),
    "directory.forged": _told("通讯录没有通过核对，不能用", "急事请打 110、119、120。"),
}


def explain(fault: Fault) -> Explanation:
    """Make the sentences of a fault. A key without sentences is a mistake that a test finds."""
    return SENTENCES.get(fault.key) or SENTENCES["terminal.stumbled"]
