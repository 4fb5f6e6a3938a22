"""What people read and hear, looked at in the source itself: words, lengths, keys, icons, the catalogue."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hardware.camera.contract import CameraReason
from hardware.card_reader.contract import CardReaderReason
from hardware.code_scanner.contract import ScannerReason
from hardware.document_printer.contract import DocumentPrinterReason
from hardware.id_card_reader.contract import ReaderReason
from hardware.locker.contract import LockerReason
from hardware.microphone.contract import MicrophoneReason
from hardware.payment_terminal.contract import PaymentReason
from hardware.receipt_printer.contract import PrinterReason
from kiosk.backend_client.errors import BackendKey
from kiosk.faces.contract import Outcome
from kiosk.modalities.touch.icons import GLYPHS
from kiosk.services.contacts import pages
from kiosk.visit.catalogue import DEVICE_NAMES, Entry
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.visit import MOST_CHOICES
from tests.helpers.hall import ENTRIES

ROOT = Path(__file__).parents[2]
FORBIDDEN = re.compile("错误|失败|非法|请勿")
HANZI = re.compile("[\u3400-\u9fff]")
LONGEST = 25
# `kiosk.identity.card_place` puts the key together: the place, and what is wrong with the card.
OF_A_CARD_PLACE = {f"{place}.{end}" for place in ("reader", "card_reader") for end in ("card_expired", "card_left")}
ENDS = re.compile("[。！？；\n]")
# How Chinese words stand inside longer ones: 联系人 is "contact", not "connect"; here only what officials like to say.
STIFF = re.compile("敬请|谨请|务必|严禁|您已被|操作成功|系统繁忙|无效的")
# Names of things, agreed with the demo's own window, and what residents say to us: not said to them.
NOT_FOR_RESIDENTS = ("kiosk/app/demo/", "kiosk/app/gallery/", "kiosk/understanding/", "ui/gallery/", "ui/workbench/")


def sources() -> list[Path]:
    files = sorted((ROOT / "kiosk").rglob("*.py"))
    return [path for path in files if not str(path.relative_to(ROOT)).startswith(NOT_FOR_RESIDENTS)]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in sources():
        for node in ast.walk(tree(path)):
            yield path, node


def calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield path, node


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '?')}"


def docstrings(module: ast.Module) -> set[int]:
    """The ids of constants that are documentation."""
    found = set()
    for node in ast.walk(module):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            found |= {id(s.value) for s in body if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)}
    return found


def chinese_of_python() -> Iterator[tuple[str, str]]:
    """Every Chinese literal outside docstrings, f-strings put together with a blank for each value."""
    for path in sources():
        module = tree(path)
        silent = docstrings(module)
        inside = {id(part) for n in ast.walk(module) if isinstance(n, ast.JoinedStr) for part in n.values}
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in node.values]
                yield where(path, node), "".join(str(part) for part in parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (silent | inside):
                yield where(path, node), node.value


def chinese_of_pages() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "ui").rglob("*.qml")):
        if str(path.relative_to(ROOT)).startswith(NOT_FOR_RESIDENTS):
            continue
        source = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for said in re.findall(r'"([^"\n]*)"', source):
            yield str(path.relative_to(ROOT)), said


def all_chinese() -> list[tuple[str, str]]:
    return [(at, said) for at, said in (*chinese_of_python(), *chinese_of_pages()) if HANZI.search(said)]


def test_the_lint_sees_the_sentences() -> None:
    said = {words for _, words in all_chinese()}
    assert "您好，今天办什么事？" in said
    assert any("您还在" in words for words in said)
    assert any(at.endswith(".qml") for at, _ in all_chinese())
    assert len(said) > 200


def test_no_sentence_blames_or_threatens() -> None:
    assert [(at, said) for at, said in all_chinese() if FORBIDDEN.search(said) or STIFF.search(said)] == []


def test_every_sentence_is_short() -> None:
    long = [
        (at, sentence)
        for at, said in all_chinese()
        for sentence in ENDS.split(said)
        if len(HANZI.findall(sentence)) > LONGEST
    ]
    assert long == []


def test_residents_are_addressed_with_respect() -> None:
    assert [(at, said) for at, said in all_chinese() if re.search("你(?!们好)", said)] == []


def test_templates_are_written_out_so_that_they_can_be_translated_and_hold_nothing_personal() -> None:
    """text(f"...") would hide a value in a template, and text(name) might read braces in a name."""
    allowed = {"kiosk/visit/sentences.py", "kiosk/visit/text.py"}
    computed = [
        where(path, call)
        for path, call in calls("text")
        if not isinstance(call.args[0], ast.Constant) and str(path.relative_to(ROOT)) not in allowed
    ]
    assert computed == []


def test_every_value_named_in_a_template_is_given_and_every_given_one_is_named() -> None:
    wrong = []
    for path, call in calls("text"):
        if not isinstance(call.args[0], ast.Constant):
            continue
        named = set(re.findall(r"{(\w+)}", str(call.args[0].value)))
        given = {keyword.arg for keyword in call.keywords}
        if named != given and None not in given:
            wrong.append((where(path, call), named, given))
    assert wrong == []


# Keys.


ROOMS_OF_KEYS = "(work|terminal|disk|directory|staff|templates|audit|login|pay)"
NO_KEYS = (".sqlite", ".json", ".key", ".new", ".log")


def literal_keys() -> set[str]:
    """Every key that the source names itself: Fault("a.b"), and "x" in a call that carries a key on."""
    found = set()
    for _, call in calls("Fault", "BackendError"):
        if call.args and isinstance(call.args[0], ast.Constant):
            found.add(str(call.args[0].value))
    for _, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            key = node.value
            if re.fullmatch(ROOMS_OF_KEYS + r"\.[a-z_]+", key) and not key.endswith(NO_KEYS):
                found.add(key)
    return found


def built_keys() -> set[str]:
    """The heads of keys that are put together: Fault(f"reader.{reason}") -> "reader."."""
    return {
        str(call.args[0].values[0].value)
        for _, call in calls("Fault")
        if call.args and isinstance(call.args[0], ast.JoinedStr) and isinstance(call.args[0].values[0], ast.Constant)
    }


def test_keys_are_put_together_only_from_what_is_listed_here() -> None:
    listed = {"reader.", "printer.", "card_reader.", "code_scanner.", "camera.", "face.", "payment_terminal."}
    assert built_keys() <= listed


@pytest.mark.parametrize(
    "key",
    sorted(
        {f"reader.{reason.value}" for reason in ReaderReason}
        | {f"card_reader.{reason.value}" for reason in CardReaderReason}
        | {f"code_scanner.{reason.value}" for reason in ScannerReason}
        | {f"camera.{reason.value}" for reason in CameraReason}
        | {f"locker.{reason.value}" for reason in LockerReason}
        | {f"microphone.{reason.value}" for reason in MicrophoneReason}
        | {f"payment_terminal.{reason.value}" for reason in PaymentReason}
        | {f"printer.{reason.value}" for reason in PrinterReason}
        | {f"document_printer.{reason.value}" for reason in DocumentPrinterReason}
        | {f"face.{outcome.value}" for outcome in Outcome if outcome is not Outcome.SAME}
        | {"face.another_way", "card_reader.card_closed"}
        | OF_A_CARD_PLACE
        | {key.value for key in BackendKey}
        | literal_keys()
    ),
)
def test_every_key_that_can_be_raised_has_a_sentence(key: str) -> None:
    assert key in SENTENCES


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_every_sentence_says_what_happened_and_what_next(key: str) -> None:
    told = SENTENCES[key]
    what, following = told.what.shown(), told.next.shown()
    assert HANZI.search(what)
    assert not what.endswith(("。", "！"))  # it is a headline; `all` adds the stop
    assert re.search("请|可以|会自己|试一次", following)
    assert following.endswith("。")
    assert "。。" not in told.all.spoken()
    for sentence in ENDS.split(told.all.shown()):
        assert len(HANZI.findall(sentence)) <= LONGEST


def test_every_sentence_can_be_met() -> None:
    """A sentence for a key that nobody raises is a leftover."""
    known = (
        {f"reader.{reason.value}" for reason in ReaderReason}
        | {f"card_reader.{reason.value}" for reason in CardReaderReason}
        | {f"code_scanner.{reason.value}" for reason in ScannerReason}
        | {f"camera.{reason.value}" for reason in CameraReason}
        | {f"locker.{reason.value}" for reason in LockerReason}
        | {f"microphone.{reason.value}" for reason in MicrophoneReason}
        | {f"payment_terminal.{reason.value}" for reason in PaymentReason}
        | {f"printer.{reason.value}" for reason in PrinterReason}
        | {f"document_printer.{reason.value}" for reason in DocumentPrinterReason}
        | {f"face.{outcome.value}" for outcome in Outcome if outcome is not Outcome.SAME}
        | {"face.another_way", "card_reader.card_closed"}
        | OF_A_CARD_PLACE
        | {key.value for key in BackendKey}
        | literal_keys()
    )
    assert set(SENTENCES) - known == set()


# Icons and options.


def icons_named() -> Iterator[tuple[str, str]]:
    for path, call in calls("Option", "Way", "Act", "Entry"):
        named = [k.value for k in call.keywords if k.arg == "icon"]
        if isinstance(call.func, ast.Name) and call.func.id == "Way":
            named += call.args[2:3]
        if isinstance(call.func, ast.Name) and call.func.id in {"Option", "Entry"}:
            named += call.args[3:4]
        for value in named:
            if isinstance(value, ast.Constant):
                yield where(path, call), str(value.value)


def test_every_icon_that_is_named_can_be_drawn() -> None:
    named = [*icons_named(), *((f"ICONS[{role}]", icon) for role, icon in pages.ICONS.items())]
    assert len(named) > 20
    assert [(at, icon) for at, icon in named if icon and icon not in GLYPHS] == []


def test_every_choice_of_a_service_has_six_options_at_most_or_goes_through_choose() -> None:
    """Written out: counted. Computed: the function that makes it is only ever given to visit.choose, or bounded."""
    bounded = {"which_insurance"}  # five kinds of insurance, the wire allows no more
    chosen: set[str] = set()
    made: dict[str, str] = {}
    for path in sources():
        if "services" not in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                for at in _unbounded(path, node):
                    made[node.name] = at
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "choose":
                chosen |= {ast.unparse(arg).split("(")[0].split(".")[-1] for arg in node.args}
    assert set(made) - chosen - bounded == set()
    assert made.keys() & chosen, "the lint has lost sight of visit.choose"


def _unbounded(path: Path, function: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Choose":
            options = next(k.value for k in call.keywords if k.arg == "options")
            if isinstance(options, ast.Tuple):
                assert len(options.elts) <= MOST_CHOICES, where(path, call)
                assert not any(isinstance(e, ast.Starred) for e in options.elts), where(path, call)
            else:
                yield where(path, call)


# The catalogue.


def tints_of_the_theme() -> set[str]:
    paint = (ROOT / "ui/theme/Paint.qml").read_text(encoding="utf-8")
    return {"jade", *re.findall(r'case "([a-z]+)": return', paint)}


def test_services_are_told_apart() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.title.shown() for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.icon for entry in ENTRIES}) == len(ENTRIES)
    phrases = [phrase for entry in ENTRIES for phrase in entry.phrases]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_service_is_described_in_full(entry: Entry) -> None:
    assert re.fullmatch("[a-z][a-z_]*", entry.id)
    assert entry.phrases
    assert all(HANZI.search(phrase) for phrase in entry.phrases)
    assert entry.title.shown() in entry.phrases
    assert len(entry.title.shown()) <= 6
    assert entry.icon in GLYPHS
    assert entry.tint in tints_of_the_theme()
    assert set(entry.needs) <= set(DEVICE_NAMES)
