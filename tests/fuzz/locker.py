"""The codecs of lock boards, as the fuzzer sees them."""

from contextlib import suppress

from hardware.configuration import ConfigError
from hardware.locker import frames_8a80, frames_cu16, frames_wkly
from hardware.locker.boards import MAKE_8A80
from hardware.locker.frames_wkly import WklyCommand
from hardware.locker.map_file import parse_map
from tests.fuzz.target import Target


def _feed_8a80(data: bytes) -> None:
    for locks in (24, 32):
        frames_8a80.all_states(data, 1, locks)
    frames_8a80.one_state(data, 1, 1)
    frames_8a80.opened(data, 1, 1)


def _feed_wkly(data: bytes) -> None:
    frames_wkly.all_states(data, 0, 12)
    frames_wkly.one_state(data, 0, 1)
    for command in WklyCommand:
        frames_wkly.acknowledged(data, 0, command, 1)


def _feed_cu16(data: bytes) -> None:
    frames_cu16.states(data, 0, 1)


def _feed_map(data: bytes) -> None:
    with suppress(ConfigError):
        parse_map(data.decode("utf-8", "replace"), MAKE_8A80)


TARGETS: tuple[Target, ...] = (
    Target(
        "locker.8a80",
        _feed_8a80,
        (bytes.fromhex("800101010133B3"), bytes.fromhex("8001011191"), bytes.fromhex("8A0101119B")),
    ),
    Target(
        "locker.wkly",
        _feed_wkly,
        (bytes.fromhex("574B4C590B008200010081"), bytes.fromhex("574B4C590A0081000183")),
    ),
    Target("locker.cu16", _feed_cu16, (bytes.fromhex("02003501800200 03BD"),)),
    Target(
        "locker.map",
        _feed_map,
        (b'[[board]]\naddress = 1\nlocks = 24\nclosed = 1\n[[cell]]\nname = "A01"\nboard = 1\nlock = 1\nrow = 1\n',),
    ),
)
