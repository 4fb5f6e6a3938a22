"""A client of assistive technology: pyatspi, under the system's own Python, which alone has it. Knows only the bus.

Orders come a line of JSON at a time, each is answered with one: {"do": "tree"} with all that is showing, in its order.
{"do": "see" | "press" | "fill", "words": ..., "text": ..., "patience": seconds} waits for what is showing, enabled and
of these words (its name, or else the beginning of it or of its description), has it act or puts the text into it, and
answers with its name and description; with null when there was none in time.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

pyatspi: Any = import_module("pyatspi")
atspi: Any = import_module("gi.repository.Atspi")
glib: Any = import_module("gi.repository.GLib")

APPLICATION = "linli-kiosk"
START_S = 90.0
GLANCE_S = 0.05
# A resident's finger, too, leaves half a second between two keys; whoever is quicker is taken for a tremor (A11Y-05).
BETWEEN_KEYS_S = 0.6


def application() -> Any:
    """The terminal, once it is on the bus. Raises TimeoutError."""
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        for one in pyatspi.Registry.getDesktop(0):
            if one is not None and one.name == APPLICATION:
                one.set_cache_mask(atspi.Cache.NONE)  # whoever runs no event loop hears of no change
                return one
        time.sleep(GLANCE_S)
    raise TimeoutError(APPLICATION)


def showing(node: Any) -> Iterator[Any]:
    """All that is showing below a node, parents first."""
    for number in range(node.childCount):
        child = node.getChildAtIndex(number)
        if child is None:
            continue
        if child.getState().contains(pyatspi.STATE_SHOWING):
            yield child
        yield from showing(child)


def actions(node: Any) -> list[str]:
    """What a node can be made to do."""
    if "Action" not in pyatspi.listInterfaces(node):
        return []
    action = node.queryAction()
    return [str(action.getName(number)) for number in range(action.nActions)]


def told(node: Any) -> dict[str, object]:
    """A node as it tells itself."""
    interfaces = pyatspi.listInterfaces(node)
    return {
        "role": node.getRoleName(),
        "name": node.name,
        "description": node.description,
        "id": node.get_accessible_id().rpartition(".")[2],
        "states": [pyatspi.stateToString(state) for state in node.getState().getStates()],
        "actions": actions(node),
        "text": node.queryText().getText(0, -1) if "Text" in interfaces else None,
    }


def press(node: Any) -> bool:
    """Press it, if it can be pressed."""
    if "Press" not in (known := actions(node)):
        return False
    node.queryAction().doAction(known.index("Press"))
    time.sleep(BETWEEN_KEYS_S)
    return True


def fill(text: str | None, node: Any) -> bool:
    """Put a text into it, if it takes one."""
    if text is None or not node.getState().contains(pyatspi.STATE_EDITABLE):
        return False
    node.queryEditableText().setTextContents(text)
    return True


def act_of(order: dict[str, Any]) -> Callable[[Any], bool]:
    """What an order does with what it finds; true if it could be done."""
    acts: dict[str, Callable[[Any], bool]] = {
        "see": lambda _: True,
        "press": press,
        "fill": partial(fill, order.get("text")),
    }
    return acts[order["do"]]


def find(root: Any, words: str, act: Callable[[Any], bool], patience_s: float) -> list[str] | None:
    """Act on the first control of these words, as soon as there is one."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            for node in _of(words, [n for n in showing(root) if n.getState().contains(pyatspi.STATE_ENABLED)]):
                said = [str(node.name), str(node.description)]
                if act(node):
                    return said
        except glib.Error:
            pass  # the page went while it was read
        time.sleep(GLANCE_S)
    return None


def _of(words: str, nodes: list[Any]) -> list[Any]:
    exact = [node for node in nodes if node.name == words]
    return exact or [node for node in nodes if node.name.startswith(words) or node.description.startswith(words)]


def main() -> None:
    """Obey until there are no more orders."""
    root = application()
    for line in sys.stdin:
        order = json.loads(line)
        answer: object
        if order["do"] == "tree":
            answer = [told(node) for node in showing(root)]
        else:
            answer = find(root, order["words"], act_of(order), order["patience"])
        print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201  the test reads it


if __name__ == "__main__":
    main()
