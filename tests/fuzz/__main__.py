"""`python -m tests.fuzz [NAME] --minutes N`: feed the codecs on and on; what one stumbles over is kept in a file."""

import argparse
import hashlib
import secrets
import sys
import time
from pathlib import Path

from tests.fuzz.hunt import Stumble, all_targets, hunt, stumble
from tests.fuzz.target import Target

FOLDER = Path("build/fuzz")
TURN_S = 5.0


def main(words: list[str] | None = None) -> int:
    """0 when nothing was found, 1 when a codec stumbled."""
    given = _parser().parse_args(words)
    targets = [target for target in all_targets() if given.name in target.name]
    if given.list or not targets:
        _say("\n".join(target.name for target in targets or all_targets()))
        return 0 if given.list else 2
    if given.repeat is not None:
        return _repeat(targets, given.repeat.read_bytes())
    _say(f"seed {given.seed}; {len(targets)} codecs for {given.minutes:g} minutes")
    return _hunt_in_turns(targets, given.seed, given.minutes * 60)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help="only codecs whose name holds this")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9), help="for the same frames once more")
    parser.add_argument("--repeat", type=Path, help="feed a kept file once, with its traceback")
    parser.add_argument("--list", action="store_true")
    return parser


def _hunt_in_turns(targets: list[Target], seed: int, seconds: float) -> int:
    """A few seconds each, round after round, each with frames of its own."""
    ends, fed, found = time.monotonic() + seconds, dict.fromkeys((t.name for t in targets), 0), 0
    turn_s = min(TURN_S, seconds / len(targets))
    while targets and time.monotonic() < ends:
        for target in tuple(targets):
            count, trouble = hunt(target, seed, until=min(ends, time.monotonic() + turn_s))
            fed[target.name] += count
            if trouble is not None:
                _keep(trouble)
                targets.remove(target)
                found += 1
        seed += 1
    for name, count in sorted(fed.items()):
        _say(f"{name:<28} {count:>10} frames")
    return 1 if found else 0


def _keep(trouble: Stumble) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{trouble.target}-{hashlib.sha256(trouble.frame).hexdigest()[:8]}.bin"
    path.write_bytes(trouble.frame)
    _say(f"{trouble.target}: {trouble.error!r} at {len(trouble.frame)} bytes, kept in {path}")
    _say(f"  again: python -m tests.fuzz {trouble.target} --repeat {path}")


def _repeat(targets: list[Target], frame: bytes) -> int:
    for target in targets:
        error = stumble(target, frame)
        if error is not None:
            raise error
        _say(f"{target.name}: takes it well")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command speaks


if __name__ == "__main__":
    sys.exit(main())
