"""The things on a page in the one order in which they are read, focused and heard."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.visit.blocks import Block, Facts, Figure, Meter, Paragraph, QrPicture, Table
from kiosk.visit.modes import Tongue
from kiosk.visit.prompts import (
    Act,
    AnyPrompt,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Farewell,
    Option,
    Present,
    Tell,
)
from kiosk.visit.text import in_a_breath, text
from kiosk.visit.translation import said


class ItemKind(StrEnum):
    """What OK does on an item."""

    READ = "read"  # says it again
    ANSWER = "answer"  # answers with `value`
    TYPE = "type"  # appends `value` to the draft
    ERASE = "erase"  # removes the last character of the draft
    SUBMIT = "submit"  # answers with the draft


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the focus can stand on. `aloud` is what is heard there."""

    id: str
    aloud: str
    kind: ItemKind
    value: object = None
    resting: str = ""


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def items_of(prompt: AnyPrompt, *, elder: bool = False) -> tuple[Item, ...]:
    """List a prompt's items: facts first, then what can be done."""
    if isinstance(prompt, EnterDigits):
        return (*_keys("1234567890"), *_entry_keys(prompt.headline.tongue))
    if isinstance(prompt, EnterText):
        return (*_keys(LETTERS), *_entry_keys(prompt.headline.tongue))
    if isinstance(prompt, Confirm):
        blocks = tuple(i for n, b in enumerate(prompt.blocks) for i in block_items(n, b))
        return blocks + _yes_no(prompt)
    return (*_facts(prompt, elder), *(option_item(o) for o in _options(prompt)))


def option_item(option: Option) -> Item:
    """The item of an option: its label, its detail, and why it rests."""
    words = in_a_breath((option.label.spoken(), option.detail.spoken()), option.label.tongue)
    return Item(option.id, words, ItemKind.ANSWER, option.id, option.resting.spoken())


def block_items(number: int, block: Block) -> tuple[Item, ...]:
    """The items of the n-th block, heard one by one; ids are `block-n` and `block-n/row`."""
    name = f"block-{number}"
    if isinstance(block, Facts):
        return tuple(_read(f"{name}/{n}", row.aloud) for n, row in enumerate(block.rows))
    if isinstance(block, Table):
        title = (block.aloud or block.title).spoken()
        return (_read(name, title), *(_read(f"{name}/{n}", block.row_aloud(r)) for n, r in enumerate(block.rows)))
    return (_read(name, _block_aloud(block)),)


def _block_aloud(block: Block) -> str:
    match block:
        case Figure() | Meter():
            return block.aloud
        case QrPicture():
            return (block.aloud or block.caption).spoken()
        case Paragraph():
            return block.body.spoken()
        case Table() | Facts():
            raise TypeError("heard row by row")
        case _:
            return block.aloud.spoken()


def _facts(prompt: AnyPrompt, elder: bool) -> tuple[Item, ...]:
    if not isinstance(prompt, Tell):
        return ()
    return tuple(i for n, b in enumerate(prompt.blocks_for(elder=elder)) for i in block_items(n, b))


def _options(prompt: AnyPrompt) -> tuple[Option, ...]:
    if isinstance(prompt, Choose | Act | Farewell):
        return prompt.options
    if isinstance(prompt, Tell):
        return prompt.actions
    return prompt.others if isinstance(prompt, Present) else ()


def _yes_no(prompt: Confirm) -> tuple[Item, ...]:
    return (
        Item("yes", prompt.yes.spoken(), ItemKind.ANSWER, True),
        Item("no", prompt.no.spoken(), ItemKind.ANSWER, False),
    )


def _read(name: str, aloud: str) -> Item:
    return Item(name, aloud, ItemKind.READ)


def _keys(characters: str) -> tuple[Item, ...]:
    return tuple(Item(f"key-{c}", c, ItemKind.TYPE, c) for c in characters)


def _entry_keys(tongue: Tongue) -> tuple[Item, ...]:
    return (
        Item("erase", said(text("删除"), tongue), ItemKind.ERASE),
        Item("submit", said(text("确定"), tongue), ItemKind.SUBMIT),
    )
