"""The home page offers every service of the hall in one prompt: nothing that is done here is called not done here."""

import pytest

from kiosk.understanding.candidates import candidates
from kiosk.understanding.dialects import SERVICES, dialect_of
from kiosk.understanding.meanings import Meaning, NotHere, Sure, Unsure
from kiosk.understanding.resolve import decide, understand
from kiosk.visit.answers import answerable
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.house_prompts import home_page
from kiosk.visit.prompts import Choose
from kiosk.visit.text import text
from kiosk.visit.visit import MOST_CHOICES, Visit
from tests.unit.understanding.test_yes import Words


class NothingWorks:
    """Every device is broken: services rest, and are offered all the same, with the reason."""

    def device_works(self, _kind: str) -> bool:
        return False

    def network_works(self) -> bool:
        return False

    def staff_is_here(self) -> bool:
        return False


async def serve(_visit: Visit) -> None:
    """Not begun here."""


def home(*ids: str) -> Choose:
    entries = (
        Entry(id, text("{id}", id=id), text(""), "drop", "jade", (), needs=("id_card_reader",))
        for id in ids  # noqa: A001
    )
    return home_page(
        Catalogue(tuple(Service(entry, serve) for entry in entries), NothingWorks()).options(), logged_in=True
    )


def meaning(words: str, prompt: Choose) -> Meaning:
    known = dialect_of("mandarin")
    plain = understand(words, prompt, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(Words(words), candidates(prompt, dialect=known), dialect=known)


def test_a_hall_with_all_services_hides_none_of_them() -> None:
    prompt = home(*SERVICES)
    assert len(prompt.options) == MOST_CHOICES
    assert {option.id for option in answerable(prompt)} >= set(SERVICES)
    among = candidates(prompt, dialect=dialect_of("mandarin"))
    assert not any(isinstance(candidate.meaning, NotHere) for candidate in among)


@pytest.mark.parametrize(
    ("words", "service"),
    [("我要开证明", "certificate"), ("我要寄快递", "parcel_drop_off"), ("医保", "medical_insurance")],
)
def test_the_last_service_of_many_is_led_to_and_one_that_is_missing_is_named(words: str, service: str) -> None:
    others = [one for one in SERVICES if one != service]
    assert meaning(words, home(*others, service)) == Sure(service)
    assert meaning(words, home(*others)) == NotHere(service)


@pytest.mark.parametrize(("words", "part"), [("交水费", "water"), ("电费是多少", "power"), ("我要交煤气费", "gas")])
def test_a_part_leads_to_the_service_that_does_it_among_other_things(words: str, part: str) -> None:
    parts = ("water", "power", "gas")
    others = [one for one in SERVICES if one not in parts]
    assert meaning(words, home(*others)) == Sure("pay_bills")
    assert meaning(words, home(*(one for one in others if one != "pay_bills"))) == NotHere("pay_bills")
    assert meaning(words, home(*others, part)) == Sure(part)
