"""What becomes of a document that is set in type: a PDF, or why not."""

from dataclasses import dataclass, field


class NoFont(Exception):
    """The Chinese font is not installed, or has no glyph for a character of the document."""


class TooLong(Exception):
    """The document has more pages than are printed at once."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be printed."""

    pdf: bytes = field(repr=False)
    pages: int
