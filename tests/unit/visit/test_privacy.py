"""A whole visit with a secret in every place where one can be: none of it is in the log, a repr or a name."""

import ast
import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.foundation.errors import Fault
from kiosk.foundation.log import FORMAT, FramesOnly
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Choose, EnterDigits, EnterText, Option, Present, Way
from kiosk.visit.replay import Record, Step, StepKind
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.unit.visit.conftest import Hall

ROOT = Path(__file__).parents[3]
SECRETS = ("690101195503180027", "王桂芳", "token-of-the-session", "13800138000")
NUMBER, NAME, TOKEN, PHONE = SECRETS


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, as the terminal writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(FramesOnly(FORMAT))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_visit_full_of_secrets_leaves_none_of_them_behind(hall: Hall, log: io.StringIO) -> None:
    async def reader() -> object:
        return {"number": NUMBER, "name": NAME}

    def refuse() -> None:
        raise ZeroDivisionError(TOKEN)

    def look_up(number: str) -> str:
        if number == "0000":
            raise Fault("backend.slow", tried=3)
        return PHONE

    async def serve(visit: Visit) -> None:
        await visit.ask(Present(headline=text("放卡"), ways=(Way("id_card", text("卡"), "credit-card"),)), reader)
        visit.log_in(Person(Level.CARD, "王**", "6*7", session=TOKEN, log_out=refuse))
        code = await visit.ask(EnterDigits(headline=text("号码？"), shortest=1, longest=18))
        found = await visit.work(text("查"), look_up, code)
        mine = Choose(
            headline=text("{name} 的电话 {phone}", name=NAME, phone=found), options=(Option("a", text("好")),)
        )
        await visit.ask(mine)
        words = await visit.ask(EnterText(headline=text("给谁？")))
        raise ValueError(f"{words} {code} {found}") from KeyError(NAME)

    async with hall(serve) as visitor:
        await visitor.meets("号码", "0000")
        await visitor.sees("办事系统很慢")
        visitor.desk.back()
        await visitor.meets("号码", NUMBER)
        await visitor.meets("的电话", "nothing on offer")
        visitor.says("a")
        await visitor.sees("给谁")
        visitor.desk.edit(visitor.scene.id, NAME)
        visitor.desk.back()
        await visitor.meets("的电话", "a")
        await visitor.meets("给谁", NAME)
        tasks = " ".join(f"{task!r} {task.get_name()}" for task in asyncio.all_tasks())
        await visitor.sees("机器的原因")
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
    written = log.getvalue()
    assert "stumbled" in written
    assert "backend.slow" in written
    for secret in SECRETS:
        assert secret not in written
        assert secret not in tasks


def test_a_record_and_its_steps_show_names_of_questions_and_no_answers() -> None:
    record = Record()
    record.keep(StepKind.ASKED, "EnterDigits:号码？", NUMBER)
    assert NUMBER not in repr(record)
    assert NUMBER not in repr(Step(StepKind.ASKED, "EnterDigits:号码？", NUMBER))
    with pytest.raises(RuntimeError) as caught:
        went_astray(record)
    assert NUMBER not in str(caught.value)


def went_astray(record: Record) -> None:
    record.close_back()
    record.rewind()
    record.take(StepKind.ASKED, "EnterText:给谁？")


# Names of what may be personal; a log line that mentions one must be looked at, and then worded otherwise.
PERSONAL = {
    "scene",
    "prompt",
    "card",
    "person",
    "answer",
    "value",
    "draft",
    "words",
    "told",
    "session",
    "number",
    "name",
}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    for path in (*sorted((ROOT / "kiosk").rglob("*.py")), *sorted((ROOT / "hardware").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LOG_METHODS
                and "log" in ast.unparse(node.func.value).casefold()
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_no_log_line_is_given_what_may_be_personal() -> None:
    found = [
        (at, ast.unparse(argument))
        for at, call in log_calls()
        for argument in call.args[1:]
        for part in ast.walk(argument)
        if isinstance(part, ast.Name) and part.id in PERSONAL
    ]
    assert len(list(log_calls())) > 20
    assert found == []


def test_every_log_line_is_a_constant_with_its_values_apart() -> None:
    """An f-string would put the values in before the formatter can look."""
    first = [(at, call.args[1 if ast.unparse(call.func).endswith(".log") else 0]) for at, call in log_calls()]
    assert [at for at, template in first if not isinstance(template, ast.Constant)] == []
