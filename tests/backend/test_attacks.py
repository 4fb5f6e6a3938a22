"""Who holds a terminal, or what went over its line, and would be somebody else."""

import secrets

from tests.backend.hall import WANG, Hall, problem
from tests.backend.test_ways_in import LI, hall, opened, pocket, post

__all__ = ["hall", "pocket"]


def test_an_answer_is_given_again_to_the_same_login_alone(hall: Hall) -> None:
    """Two requests that say the same in two logins are two requests: the answer holds her name and her session."""
    terminal, key = hall.terminal(), secrets.token_hex(16)
    said = {"outcome": "same", "claim": "card_photo", "consent_id": None}
    hers, _, _ = opened(post(terminal, "card", WANG))
    raised, level, _ = opened(post(terminal, "face-result", said, hers, key))
    assert level == 3
    assert opened(post(terminal, "face-result", said, hers, key))[0] == raised, "a lost answer comes again"
    his, _, _ = opened(post(terminal, "card", LI))
    for token in (his, "", "x" * 43):
        assert problem(post(terminal, "face-result", said, token, key)) == (422, "idempotency-key-reused")
