"""Who hears a stream of PulseAudio's (or PipeWire's): read from what `pactl` tells of sinks and streams.

The port that the stream's sink plays to decides ("Headphones", "Speaker"); a sink without ports, such as a USB handset,
says what it is by its form factor. What says neither is unknown: then nothing private may be taken for private.
"""

import contextlib
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from hardware.speaker.contract import Route

_LONGEST = 1 << 20
_ANSWER_S = 3.0
_AGAIN_S = 2.0
_PRIVATE = frozenset({"headphones", "headphone", "headset", "handset", "earpiece"})
_OPEN = frozenset({"speaker", "line", "tv", "hdmi", "hifi", "car", "portable", "internal"})


def route_of(streams: str, sinks: str, pid: int) -> Route:
    """The route of the stream that process `pid` plays; UNKNOWN for whatever cannot be read."""
    for stream in _objects(streams):
        if str(_under(stream, "properties").get("application.process.id")) == str(pid):
            for sink in _objects(sinks):
                if sink.get("index") == stream.get("sink"):
                    return _route(sink)
    return Route.UNKNOWN


def _route(sink: dict[str, Any]) -> Route:
    active, ports = sink.get("active_port"), sink.get("ports")
    for port in ports if isinstance(ports, list) else []:
        if isinstance(port, dict) and active is not None and port.get("name") == active:
            return _meaning(port.get("type"), str(active).rpartition("-")[2])
    return _meaning(_under(sink, "properties").get("device.form_factor"))


def _meaning(*words: object) -> Route:
    for word in words:
        plain = str(word).lower()
        if plain in _PRIVATE:
            return Route.HEADPHONES
        if plain in _OPEN:
            return Route.LOUDSPEAKER
    return Route.UNKNOWN


def _objects(told: str) -> list[dict[str, Any]]:
    if len(told) > _LONGEST:
        return []
    try:
        found = json.loads(told)
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _under(thing: dict[str, Any], name: str) -> dict[str, Any]:
    inner = thing.get(name)
    return inner if isinstance(inner, dict) else {}


class RouteWatch:
    """Asks again each time the sound server says that something moved.

    While nobody waits for that, the route is unknown; without `pactl` always.
    """

    def __init__(self, pid: int, tell: Callable[[Route], None]) -> None:
        self._pid = pid
        self._tell = tell
        self._told = Route.UNKNOWN
        self._environment = {**os.environ, "LC_ALL": "C.UTF-8"}  # its notices are translated
        self._notices: subprocess.Popen[bytes] | None = None
        self._ended = False

    def start(self) -> None:
        """Watch on a thread of its own; returns at once."""
        threading.Thread(target=self._live, name="route", daemon=True).start()

    def end(self) -> None:
        """End the program that waits for notices; from any thread."""
        self._ended = True
        if self._notices is not None:
            self._notices.kill()

    def _live(self) -> None:
        with contextlib.suppress(OSError):
            while not self._ended:
                with subprocess.Popen(
                    ["pactl", "subscribe"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment
                ) as self._notices:
                    self._heed(self._notices)
                self._lead_to(Route.UNKNOWN)  # headphones that are pulled now are not noticed
                time.sleep(_AGAIN_S)

    def _heed(self, told: subprocess.Popen[bytes]) -> None:
        assert told.stdout is not None
        self._ask()
        while notices := os.read(told.stdout.fileno(), 1 << 16):
            # What came while we asked was read in one piece: one question answers it all.
            if b" sink" in notices or b" server" in notices:
                self._ask()

    def _ask(self) -> None:
        self._lead_to(route_of(self._listed("sink-inputs"), self._listed("sinks"), self._pid))

    def _lead_to(self, route: Route) -> None:
        if route is not self._told:
            self._told = route
            self._tell(route)

    def _listed(self, what: str) -> str:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            return subprocess.run(
                ["pactl", "-f", "json", "list", what],
                capture_output=True,
                check=True,
                timeout=_ANSWER_S,
                env=self._environment,
            ).stdout.decode(errors="replace")
        return ""
