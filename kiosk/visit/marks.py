"""How a fact stands, whatever it is drawn as."""

from enum import StrEnum


class Mark(StrEnum):
    """How a fact stands. Always drawn as a shape beside words, never as colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    ATTENTION = "attention"
