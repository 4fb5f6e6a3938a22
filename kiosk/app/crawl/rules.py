"""Rules on what is asked and said, whatever the mode: short sentences, few choices, words for each, what to do next."""

import re
from collections.abc import Iterator

from kiosk.app.crawl.findings import Rule
from kiosk.visit.answers import offered
from kiosk.visit.prompts import AnyPrompt, Confirm, Pay, Present
from kiosk.visit.stage import Notice
from kiosk.visit.text import Text
from kiosk.visit.values import Digits, Phone, Yuan

LONGEST = 25
MOST_CHOICES = 6
_ENDS = re.compile("[。！？；]")
_HANZI = re.compile("[\u4e00-\u9fff]")
_NEXT = re.compile("请|可以|会自己|试|不用|不着急|等一等|马上")


def complaints_about(prompt: AnyPrompt) -> Iterator[tuple[str, str]]:
    """What is wrong with a prompt itself."""
    options = offered(prompt)
    if max(len(options), len(prompt.ways) if isinstance(prompt, Present) else 0) > MOST_CHOICES:
        yield Rule.CHOICES, f"{len(options)} of {MOST_CHOICES}"
    labels = [option.label.spoken() for option in options]
    if isinstance(prompt, Confirm):
        labels = [prompt.yes.spoken(), prompt.no.spoken()]
    for number, label in enumerate(labels, start=1):
        if not label.strip():
            yield Rule.SAID, f"the choice no. {number} has no words"
    if len(set(labels)) != len(labels):
        yield Rule.SAID, "two choices have the same words"
    money = prompt.sentences(prompt.seconds) if isinstance(prompt, Pay) else ()
    for sentence in (prompt.headline, prompt.hint, prompt.aloud, *money, *(option.resting for option in options)):
        longest = longest_sentence(sentence)
        if longest > LONGEST:
            yield Rule.SENTENCE, f"{longest} hanzi of {LONGEST}: {sentence.template}"


def notice_complaint(notice: Notice) -> str:
    """Whoever is told that something does not go is told what to do instead; what is wrong, or nothing."""
    longest = longest_sentence(notice.text)
    if longest > LONGEST:
        return f"{longest} hanzi of {LONGEST}: {notice.text.template}"
    if notice.attention and not _NEXT.search(notice.text.shown()):
        return f"does not say what next: {notice.text.template}"
    return ""


def longest_sentence(sentence: Text) -> int:
    """The hanzi of the longest sentence as it is said; words of others and numbers read digit by digit not counted."""
    return max(len(_HANZI.findall(part)) for part in _ENDS.split(_ours(sentence)))


def _ours(sentence: Text) -> str:
    return sentence.template.format_map({name: _word(value) for name, value in sentence.values})


def _word(value: object) -> str:
    if isinstance(value, Text):
        return _ours(value)
    if isinstance(value, str | Phone | Digits | Yuan):
        return ""
    return value.spoken() if hasattr(value, "spoken") else ""
