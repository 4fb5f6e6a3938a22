"""The closed vocabulary of what a person may be asked. A service speaks to her in these and in nothing else.

A prompt says what is shown (`headline`, `hint`), what is said (`aloud`, else the same words) and what may be
answered. Touch, voice and keypad hold the same prompt at the same time, so whatever is added here must be
possible in all three.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.foundation.money import Money
from kiosk.visit.blocks import Block
from kiosk.visit.text import NOTHING, Text, ended, in_a_row, text
from kiosk.visit.translation import said
from kiosk.visit.values import Span, Yuan

DO_NOT_PAY_AGAIN = text("正在确认，请不要再付")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen. `id` is the answer; `phrases` are further ways to say it."""

    id: str
    label: Text
    detail: Text = NOTHING
    icon: str = ""
    tint: str = ""
    phrases: tuple[str, ...] = ()
    resting: Text = NOTHING
    primary: bool = False

    @property
    def can_be_chosen(self) -> bool:
        """False while it rests; `resting` says why."""
        return not self.resting


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What every kind of prompt has. `personal`: what it shows or takes is nobody else's business."""

    headline: Text
    hint: Text = NOTHING
    aloud: Text = NOTHING
    personal: bool = False

    @property
    def said(self) -> str:
        """What is said when the prompt appears: the important words first."""
        if self.aloud:
            return self.aloud.spoken()
        tongue = self.headline.tongue
        return in_a_row((ended(part.spoken(), tongue) for part in (self.headline, self.hint) if part), tongue)


class Layout(StrEnum):
    """How options are laid out on the screen."""

    LIST = "list"
    TILES = "tiles"
    GRID = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Prompt):
    """Choose one of at most six (the visit puts the rest behind 更多). Answer: the option's id.

    `elsewhere` are the options of its other pages: who can say what she wants need not turn to them first.
    """

    options: tuple[Option, ...]
    layout: Layout = Layout.LIST
    elsewhere: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterDigits(Prompt):
    """Type digits. Answer: the digits. `hidden` digits are shown as dots and heard as "已输入".

    `sample` is an answer that fits; whoever tries the terminal without a person, such as `kiosk crawl`, types it.
    """

    shortest: int
    longest: int
    hidden: bool = False
    draft: str = field(default="", repr=False)
    sample: str = ""


class Script(StrEnum):
    """What an `EnterText` is typed with."""

    CHINESE = "chinese"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterText(Prompt):
    """Type words: with the pinyin keyboard (CHINESE), or letters A-Z as pinyin initials (INITIALS). Answer: the words.

    Keypad and voice may always answer with pinyin initials. `sample` is an answer that fits, as in `EnterDigits`; its
    initials must fit as well. `names` are those that are likely to be meant: recognition writes a name by its sound.
    """

    longest: int = 20
    script: Script = Script.CHINESE
    sample: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to present oneself: `id` is the name of the part of the terminal that is waiting, such as `id_card`.

    `place` is the kind of device that waits, such as `id_card_reader`; its light burns meanwhile.
    """

    id: str
    label: Text
    icon: str
    resting: Text = NOTHING
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present(Prompt):
    """Show a card, a code, your face: whichever comes first. The answer comes from a device.

    `others` are options to choose instead (another way, help). `mirror`: she sees herself (`kiosk.visit.mirror`).
    """

    ways: tuple[Way, ...]
    others: tuple[Option, ...] = ()
    mirror: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay(Present):
    """Present money: headline and hint say how, the rest is said and shown by itself. The answer comes from a source.

    `code` is what a code on the screen holds; empty: nothing is scanned from the screen, her own code or card is
    presented. `seconds`: how long it can be paid. `unsure`: nobody knows whether it was paid; then nothing is offered
    to pay with, and nothing of it looks like a failure.

    Raises: ValueError (no amount to pay, no time to pay it in, or a way to pay what may be paid already)
    """

    amount: Money
    payee: Text
    code: str = field(default="", repr=False)
    seconds: int = 0
    unsure: bool = False

    def __post_init__(self) -> None:
        if self.amount.fen <= 0:
            raise ValueError("nothing is to be paid")
        if self.unsure and (self.ways or self.code):
            raise ValueError("what may be paid already has no way to pay it")
        if not self.unsure and self.seconds <= 0:
            raise ValueError("there is no time to pay in")

    @property
    def said(self) -> str:
        """What is said when it comes: how much and to whom, then how, then how long."""
        return self.said_with(self.seconds)

    def said_with(self, left: int) -> str:
        """The same, when so many seconds are left."""
        tongue = self.headline.tongue
        return in_a_row((ended(said(part, tongue), tongue) for part in self.sentences(left) if part), tongue)

    def sentences(self, left: int) -> tuple[Text, ...]:
        """The sentences of what is said, each short."""
        how = (self.aloud,) if self.aloud else (self.headline, self.hint)
        if self.unsure:
            return (*how, self.sum)
        long = text("{time}内有效", time=Span(self.seconds)) if left >= self.seconds else time_left(left)
        return (text("请付 {amount}", amount=Yuan(self.amount)), self.whom, *how, long)

    @property
    def sum(self) -> Text:
        """How much, where it is not to be paid any more."""
        return text("金额 {amount}", amount=Yuan(self.amount))

    @property
    def whom(self) -> Text:
        """Who gets the money."""
        return text("收款方是{payee}", payee=self.payee)

    def in_doubt(self, others: tuple[Option, ...] = (), hint: Text = NOTHING) -> "Pay":
        """The page that stands while nobody knows whether it was paid. `others`: none of them may pay anew."""
        return replace(
            self,
            headline=DO_NOT_PAY_AGAIN,
            hint=hint or text("钱不会丢。一有结果，马上告诉您。"),
            aloud=NOTHING,
            ways=(),
            others=others,
            mirror=False,
            code="",
            unsure=True,
        )


def time_left(left: int) -> Text:
    """How long it can still be paid; of a time that is over, what not to do."""
    return text("还有 {time}", time=Span(left)) if left > 0 else text("时间到了，请先不要付")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Prompt):
    """Yes or no before money, print or a door. Answer: bool. `even`: neither key stands out, for consent is free."""

    yes: Text = field(default_factory=lambda: text("好的"))
    no: Text = field(default_factory=lambda: text("先不要"))
    blocks: tuple[Block, ...] = ()
    even: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell(Prompt):
    """Facts to see and hear, with the actions that fit. Answer: the id of the action.

    `essentials`, where given, take the place of `blocks` in elder mode: the few figures that people come for.
    """

    blocks: tuple[Block, ...] = ()
    essentials: tuple[Block, ...] = ()
    actions: tuple[Option, ...]

    def blocks_for(self, *, elder: bool) -> tuple[Block, ...]:
        """The blocks to present in a mode."""
        return self.essentials if elder and self.essentials else self.blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Prompt):
    """Do something at the machine: take the slip, lift the card. Answer: an option's id, or what a sensor saw.

    `place` is the kind of device where it is to be done, such as `receipt_printer`; its light burns meanwhile.
    """

    icon: str
    options: tuple[Option, ...]
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Prompt):
    """Slow work behind a calm page. Nothing to answer; Back and Home cancel it unless `held` (a print, a door)."""

    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell(Prompt):
    """The last page: what not to forget, and what to do next. Answer: an option's id."""

    options: tuple[Option, ...]


AnyPrompt = Choose | EnterDigits | EnterText | Present | Pay | Confirm | Tell | Act | Work | Farewell
Answer = str | bool | object
