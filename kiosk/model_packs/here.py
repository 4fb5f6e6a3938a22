"""Tells by its status whether packs lie whole in a folder: `python -m kiosk.model_packs.here FOLDER ID...`."""

import sys
from pathlib import Path

from kiosk.model_packs.installed import installed


def main(folder: str, *ids: str) -> int:
    """0: they all do."""
    return 0 if set(ids) <= {pack.id for pack in installed(Path(folder))} else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
