"""Who may try again, and who is not shut out by somebody else's failures."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity.attempts import RULES, Attempts, Claim, Rules
from tests.helpers.hands import TurnedClock

HERS = Claim("face by phone", "0000 3")
CARD = Claim("face by card", "690101195503180027")


class Hours(TurnedClock):
    """Time that a test moves without waking anybody."""

    def later(self, seconds: float) -> None:
        self._passed += seconds


def failed(attempts: Attempts, claim: Claim, times: int) -> None:
    for _ in range(times):
        attempts.failed(claim)


def test_three_failures_lead_to_another_way_for_a_while() -> None:
    clock = Hours()
    attempts = Attempts(clock)
    failed(attempts, HERS, 2)
    assert attempts.may_try(HERS)
    attempts.failed(HERS)
    assert not attempts.may_try(HERS)
    clock.later(RULES.rest_s + 1)
    assert attempts.may_try(HERS)


def test_who_goes_on_waits_longer_and_never_for_ever() -> None:
    clock = Hours()
    attempts = Attempts(clock)
    waits = []
    for _ in range(10):
        failed(attempts, HERS, 3)
        begun = clock.monotonic()
        while not attempts.may_try(HERS):
            clock.later(60)
        waits.append(clock.monotonic() - begun)
    assert waits == sorted(waits)
    assert waits[1] > waits[0]
    assert waits[-1] <= RULES.longest_rest_s + 60


def test_a_neighbour_who_failed_with_my_number_has_not_shut_out_my_card() -> None:
    attempts = Attempts(Hours())
    failed(attempts, HERS, 3)
    assert attempts.may_try(CARD)
    assert attempts.may_try(Claim("face by phone", "0000 4"))


def test_success_forgets_what_was_counted() -> None:
    attempts = Attempts(Hours())
    failed(attempts, HERS, 2)
    attempts.succeeded(HERS)
    failed(attempts, HERS, 2)
    assert attempts.may_try(HERS)


def test_who_tries_one_name_after_another_is_stopped_in_that_way_alone() -> None:
    clock = Hours()
    attempts = Attempts(clock)
    for number in range(RULES.most_at_terminal):
        assert attempts.may_try(Claim("face by phone", str(number)))
        attempts.failed(Claim("face by phone", str(number)))
    assert attempts.way_rests("face by phone")
    assert not attempts.may_try(Claim("face by phone", "a new one"))
    assert attempts.may_try(CARD)
    clock.later(RULES.terminal_s + 1)
    assert attempts.may_try(Claim("face by phone", "a new one"))


def test_a_flood_of_names_does_not_free_the_one_that_rests() -> None:
    """Nobody gets a count forgotten by failing with others: the way rests long before there are so many."""
    clock = Hours()
    attempts = Attempts(clock)
    failed(attempts, HERS, 3)
    for number in range(5000):
        claim = Claim("face by phone", f"flood {number}")
        if attempts.may_try(claim):
            attempts.failed(claim)
        clock.later(0.1)
    assert not attempts.may_try(HERS)


def test_nothing_of_a_claim_is_kept_or_told() -> None:
    attempts = Attempts(Hours())
    attempts.failed(CARD)
    assert CARD.value not in repr(CARD)
    assert CARD.value not in repr(vars(attempts))
    assert CARD.value.encode() not in b"".join(attempts._counts)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.floats(0, 2000)), max_size=60))
def test_nobody_has_more_tries_in_a_rest_than_allowed(events: list[tuple[str, bool, float]]) -> None:
    """Whatever happens in between, four failures in a row that were allowed lie more than a rest apart."""
    rules = Rules(most_at_terminal=1000)
    clock = Hours()
    attempts = Attempts(clock, rules)
    allowed: dict[str, list[float]] = {}
    for who, good, later in events:
        clock.later(later)
        claim = Claim("face by phone", who)
        if not attempts.may_try(claim):
            continue
        if good:
            attempts.succeeded(claim)
            allowed.pop(who, None)
        else:
            attempts.failed(claim)
            allowed.setdefault(who, []).append(clock.monotonic())
    for times in allowed.values():
        for first, fourth in zip(times, times[rules.most :], strict=False):
            assert fourth - first >= rules.rest_s - 1e-6
