"""A codec, as the fuzzer sees it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`feed` gives bytes to the codec and swallows the codec's own error alone; `seeds` are whole frames to mutate."""

    name: str
    feed: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
