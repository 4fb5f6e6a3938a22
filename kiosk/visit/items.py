"""The things on a page in the one order in which they are read, focused and heard."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.visit.blocks import Bars, Block, Facts, Figure, Paragraph, QrPicture, Table
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
        return (*_keys("1234567890"), *_ENTRY_KEYS)
    if isinstance(prompt, EnterText):
        return (*_keys(LETTERS), *_ENTRY_KEYS)
    if isinstance(prompt, Confirm):
        said = _yes_no(prompt)
        return tuple(i for n, b in enumerate(prompt.blocks) for i in block_items(n, b)) + said
    return (*_facts(prompt, elder), *(option_item(o) for o in _options(prompt)))


def option_item(option: Option) -> Item:
    """The item of an option: its label, its detail, and why it rests."""
    detail = f"，{option.detail.spoken()}" if option.detail else ""
    resting = option.resting.spoken()
    return Item(option.id, f"{option.label.spoken()}{detail}", ItemKind.ANSWER, option.id, resting)


def block_items(number: int, block: Block) -> tuple[Item, ...]:
    """The items of the n-th block, heard one by one; ids are `block-n` and `block-n/row`."""
    name = f"block-{number}"
    if isinstance(block, Facts):
        return tuple(_read(f"{name}/{n}", row.aloud) for n, row in enumerate(block.rows))
    if isinstance(block, Table):
        title = (block.aloud or block.title).spoken()
        return (_read(name, title), *(_read(f"{name}/{n}", block.row_aloud(r)) for n, r in enumerate(block.rows)))
    return (_read(name, _block_aloud(block)),)


def _block_aloud(block: Figure | Bars | QrPicture | Paragraph) -> str:
    if isinstance(block, Figure):
        return block.aloud
    if isinstance(block, Bars):
        return block.aloud.spoken()
    return (block.caption if isinstance(block, QrPicture) else block.body).spoken()


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


_ENTRY_KEYS = (Item("erase", "删除", ItemKind.ERASE), Item("submit", "确定", ItemKind.SUBMIT))
