"""The home page of a hall that does more than fits on it."""

import pytest

from kiosk.visit.answers import answerable, objection
from kiosk.visit.house_prompts import FIRST, LEAVE, MOST_TILES, OTHERS, home_page
from kiosk.visit.prompts import Option
from kiosk.visit.text import text

SERVICES = tuple(Option(f"service-{number}", text("{n}", n=str(number))) for number in range(13))


def ids(options: tuple[Option, ...]) -> list[str]:
    return [option.id for option in options]


@pytest.mark.parametrize("logged_in", [False, True])
@pytest.mark.parametrize("count", range(1, len(SERVICES) + 1))
def test_every_service_stands_on_one_page_and_can_be_said_on_all(count: int, logged_in: bool) -> None:
    services = SERVICES[:count]
    seen: list[str] = []
    for turned in range(count):
        page = home_page(services, logged_in=logged_in, turned=turned)
        assert len(page.options) <= MOST_TILES
        assert (LEAVE in page.options) is logged_in
        assert set(ids(answerable(page))) >= {one.id for one in services}
        assert all(not objection(page, one.id) for one in services)
        seen += [one for one in ids(page.options) if one.startswith("service")]
        if OTHERS not in page.options:
            break
    assert seen == ids(services), "each once, in the order of the hall"


def test_what_fits_is_not_turned() -> None:
    page = home_page(SERVICES[:MOST_TILES], logged_in=False)
    assert ids(page.options) == ids(SERVICES[:MOST_TILES])
    assert not {OTHERS, FIRST} & set(home_page(SERVICES[: MOST_TILES - 1], logged_in=True).options)


def test_the_last_page_leads_to_the_first() -> None:
    last = home_page(SERVICES[:8], logged_in=False, turned=1)
    assert FIRST in last.options
    assert home_page(SERVICES[:8], logged_in=False, turned=2) == home_page(SERVICES[:8], logged_in=False)


def test_the_first_ones_keep_their_place_when_she_has_logged_in() -> None:
    before, after = (home_page(SERVICES[:7], logged_in=known) for known in (False, True))
    assert before.options[:4] == after.options[:4]
