"""The wires between a sense's driver and its child process, and what `pactl` tells."""

import contextlib
import io

from hardware.camera.contract import Pixels
from hardware.camera.pictures_process import PictureBroken, decoded
from hardware.camera.shape import Shape
from hardware.emulators.camera import drawn, film, jpeg
from hardware.microphone.contract import BLOCK_BYTES
from hardware.microphone.outlet import Cutter
from hardware.speaker import wire
from hardware.speaker.contract import Route
from hardware.speaker.routes import route_of
from hardware.transport.child_process import ChildBroken
from hardware.transport.child_wire import HEAD_SIZE, pack_head, unpack_head
from tests.fuzz.target import Target

_SMALL = Shape(16, 16, 1, Pixels.LUMA)


def _speaker_wire(octets: bytes) -> None:
    with contextlib.suppress(wire.WireBroken):
        order = wire.unpack_order(octets)
        assert len(order.pcm) <= len(octets)
    for read in (wire.unpack_event, lambda head: wire.order_length(head[: wire.LENGTH.size].ljust(4, b"\0"))):
        with contextlib.suppress(wire.WireBroken):
            read(octets)


def _head(octets: bytes) -> None:
    for length in (BLOCK_BYTES, _SMALL.size):
        with contextlib.suppress(ChildBroken):
            unpack_head(octets, length)
        with contextlib.suppress(ChildBroken):
            unpack_head(octets[:HEAD_SIZE], length)


def _cutter(octets: bytes) -> None:
    torn, whole = Cutter(), Cutter()
    pieces = [block for start in range(0, len(octets), 333) for block in torn.cut(octets[start : start + 333])]
    assert pieces == whole.cut(octets)
    assert all(len(block) == BLOCK_BYTES for _, block in pieces)


def _routes(octets: bytes) -> None:
    told = octets.decode(errors="replace")
    assert route_of(told, told, 7) in Route


def _picture(octets: bytes) -> None:
    with contextlib.suppress(PictureBroken):
        assert len(decoded(io.BytesIO(octets), _SMALL)) == _SMALL.size


def _png() -> bytes:
    octets = io.BytesIO()
    drawn("card", 1, 32, 32).save(octets, "PNG")
    return octets.getvalue()


_SINK = b'[{"index":3,"sink":3,"properties":{"application.process.id":"7","device.form_factor":"headset"},'
TARGETS = (
    Target(
        "speaker wire",
        _speaker_wire,
        (
            wire.pack_order(wire.Order(wire.OrderKind.PLAY, 1, 22_050, bytes(8)))[wire.LENGTH.size :],
            wire.pack_event(wire.Event(wire.EventKind.ROUTE, 1)),
        ),
    ),
    Target("heads of frames and blocks", _head, (pack_head(7, 1.5, BLOCK_BYTES), pack_head(7, 1.5, _SMALL.size))),
    Target("blocks of sound", _cutter, (bytes(BLOCK_BYTES), bytes(3 * BLOCK_BYTES + 1))),
    Target(
        "pactl",
        _routes,
        (
            _SINK + b'"active_port":"a-speaker","ports":[{"name":"a-speaker","type":"Speaker"}]}]',
            _SINK + b'"active_port":null,"ports":[]}]',
        ),
    ),
    Target(
        "pictures", _picture, (jpeg(drawn("card", 1, 32, 32)), _png(), film([jpeg(drawn("card", 0, 16, 16))])[:400])
    ),
)
