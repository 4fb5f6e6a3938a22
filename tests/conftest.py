"""What every test shares."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.helpers.beside import LONGEST_FIRST, beside

__all__ = ["beside"]
SPOKEN = "leaves_its_pictures_spoken"
"""Journeys by voice are played when most of what goes on beside is over: what is heard late is heard worse."""
LAST = (SPOKEN, *(f"[{name}]" for name in reversed(LONGEST_FIRST)))

# The machines are noisy: a deadline for one example would fail for the neighbour's load, not for ours.
# The same examples every time: a change is judged by what it changed. `make search` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What goes on beside the others is looked at when they are done, the longest last."""
    items.sort(key=lambda item: next((n for n, end in enumerate(LAST, 1) if item.name.endswith(end)), 0))


@pytest.fixture(autouse=True)
def _log_as_found() -> Iterator[None]:
    """A command that a test calls sets the log up for its whole process; the next test shall not meet that."""
    root, requests = logging.getLogger(), logging.getLogger("urllib3")
    found = root.level, root.handlers[:], logging.raiseExceptions, requests.level
    yield
    root.setLevel(found[0])
    root.handlers[:] = found[1]
    logging.raiseExceptions = found[2]
    requests.setLevel(found[3])
