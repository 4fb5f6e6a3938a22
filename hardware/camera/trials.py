"""What can be tried on a camera by hand."""

import asyncio
import contextlib
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.camera.contract import Camera, Frame, Pixels
from hardware.trial import Say, Trial

_SETTLES = 5  # a camera finds its exposure in the first pictures
_WITHIN_S = 15.0


async def look(camera: Camera, words: Sequence[str], say: Say) -> None:
    """Look at one picture and tell its size, brightness and sharpness; nothing of it is kept."""
    if words:
        raise ValueError("look takes no words")
    loop = asyncio.get_running_loop()
    seen: asyncio.Future[tuple[str, ...]] = loop.create_future()
    pictures = 0

    def settle(lines: tuple[str, ...]) -> None:
        if not seen.done():
            seen.set_result(lines)

    def see(frame: Frame) -> None:
        nonlocal pictures
        pictures += 1
        if pictures == _SETTLES:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody looks any more
                loop.call_soon_threadsafe(settle, described(frame))

    begun = time.monotonic()
    view = await camera.open_view(see, _WITHIN_S)
    try:
        say(f"first picture after {time.monotonic() - begun:.1f} s")
        async with asyncio.timeout(_WITHIN_S):
            for line in await seen:
                say(line)
    finally:
        view.close()


def described(frame: Frame) -> tuple[str, ...]:
    """What a picture is like, as lines; tells nothing of who is on it."""
    # Here and not above: pictures are slow to load, and a terminal tries no camera.
    from PIL import Image, ImageFilter, ImageStat

    mode = "L" if frame.pixels is Pixels.LUMA else "RGB"
    grey = Image.frombytes(mode, (frame.width, frame.height), bytes(frame.data)).convert("L")
    edges = grey.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    edges = edges.crop((1, 1, frame.width - 1, frame.height - 1))  # the filter leaves the rim as it was
    late = time.monotonic() - frame.at
    bright, sharp = ImageStat.Stat(grey).mean[0], ImageStat.Stat(edges).var[0]
    return (
        f"{frame.width} x {frame.height} {frame.pixels.value}, {1000 * late:.0f} ms old",
        f"brightness {bright:.0f} of 255" + (": is the lens covered?" if bright < 16 else ""),
        f"sharpness {sharp:.0f}" + (": blurred, or nothing there" if sharp < 20 else ""),
    )


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {"look": Trial("take one picture and tell its size, brightness and sharpness", look)}
)
