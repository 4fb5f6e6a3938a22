"""Whisper bound to digits: the same sound read in Chinese digits and in Arabic ones, each with its next guesses."""

from dataclasses import dataclass
from typing import Any

from kiosk.recognition.spoken_number import Reading

GUESSES = 8
_MOST_TOKENS = 24
_SUMMED = 1e-9
"""A length penalty of none: the score is the sum, not the mean. (0 is taken for the default.)"""
_CHINESE = {
    sign: str(number % 10) for number, signs in enumerate(("零", "一幺", "二两", *"三四五六七八九")) for sign in signs
}


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What may be written: the ids of all other tokens, the end left out."""

    never: list[int]


def alphabets(tokenizer: Any) -> tuple[Alphabet, Alphabet]:
    """Chinese digits and Arabic ones, for a model's tokenizer (faster_whisper's)."""
    chinese = {token for sign in _CHINESE for token in tokenizer.encode(sign)}
    arabic = {token for token in range(tokenizer.eot) if _is_arabic(tokenizer.decode([token]))}
    return _all_but(tokenizer, chinese), _all_but(tokenizer, arabic)


def read_number(model: Any, tokenizer: Any, encoded: Any, alphabet: Alphabet) -> Reading:
    """What the encoded sound is as a number, likeliest first: digits to the logarithm of their probability."""
    found = model.generate(
        encoded,
        [[*tokenizer.sot_sequence, tokenizer.no_timestamps]],
        beam_size=GUESSES,
        num_hypotheses=GUESSES,
        max_length=_MOST_TOKENS,
        suppress_tokens=alphabet.never,
        length_penalty=_SUMMED,
        return_scores=True,
    )[0]
    numbers: dict[str, float] = {}
    for tokens, score in zip(found.sequences_ids, found.scores, strict=True):
        number = "".join(_CHINESE.get(sign, sign) for sign in tokenizer.decode(tokens).strip())
        if number.isascii() and number.isdigit():
            numbers.setdefault(number, float(score))  # two ways to write it: the likelier comes first
    return numbers


def _is_arabic(written: str) -> bool:
    return written.isascii() and written.strip().isdigit()


def _all_but(tokenizer: Any, wanted: set[int]) -> Alphabet:
    size = tokenizer.tokenizer.get_vocab_size()
    return Alphabet([token for token in range(size) if token not in wanted and token != tokenizer.eot])
