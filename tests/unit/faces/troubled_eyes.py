"""A child process that does what its first argument says instead of looking: hang, spin, crash, garbage ..."""

import os
import sys
import time

from kiosk.faces.contract import Outcome, Seen, Step, Template, Verdict
from kiosk.faces.frames import WIRE, Kind, pack_seen, pack_verdict
from kiosk.foundation.child_end import Outlet
from kiosk.foundation.child_wire import LENGTH


def answer(trouble: str, kind: Kind, number: int, outlet: Outlet[Kind]) -> None:
    if kind is Kind.LOAD:
        time.sleep(60 if trouble == "load" else 0)
        outlet.put(Kind.LOADED, number, b"troubled")
    elif kind is Kind.PING:
        outlet.put(Kind.PONG, number)
    elif kind is Kind.PICTURE:
        misbehave(trouble)
        for said, of, body in LIES.get(trouble, ((Kind.SEEN, 0, pack_seen(Seen(Step.FRONT, None))),)):
            outlet.put(said, number + of, body)


LIES = {
    "seen": ((Kind.SEEN, 0, b"\x00"),),
    "twice": (
        (Kind.ENDED, 0, pack_verdict(Verdict(Outcome.OTHER))),
        (Kind.ENDED, 0, pack_verdict(Verdict(Outcome.SAME, 0))),
    ),
    "another": ((Kind.ENDED, 0, pack_verdict(Verdict(Outcome.SAME, 5))),),
    "template": ((Kind.ENDED, 0, pack_verdict(Verdict(Outcome.SAME, None, Template("troubled", b"1234")))),),
    "old": (
        (Kind.ENDED, -1, pack_verdict(Verdict(Outcome.SAME, 0))),
        (Kind.SEEN, 0, pack_seen(Seen(Step.FRONT, None))),
    ),
}


def misbehave(trouble: str) -> None:
    match trouble:
        case "hang":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "crash":
            os._exit(3)
        case "garbage":
            os.write(1, b"\xff" * 64)


def main(trouble: str) -> None:
    outlet = Outlet(sys.stdout.buffer, WIRE)
    if trouble != "mute":
        outlet.put(Kind.READY, 0)
    frames = sys.stdin.buffer
    while head := frames.read(LENGTH.size):
        frame = WIRE.unpack(frames.read(WIRE.checked_length(head)))
        answer(trouble, frame.kind, frame.number, outlet)


if __name__ == "__main__":
    main(sys.argv[1])
