"""What can go wrong with a pack, for the person who installs it."""

from enum import StrEnum


class Trouble(StrEnum):
    """The kinds of it: a script can tell them apart."""

    UNKNOWN_MODEL = "unknown-model"
    NO_STICK = "no-stick"
    NOT_FOUND = "not-found"
    NO_NETWORK = "no-network"
    TOO_LARGE = "too-large"
    NO_SPACE = "no-space"
    NO_ACCESS = "no-access"
    WRONG_DIGEST = "wrong-digest"
    DAMAGED = "damaged"
    REFUSED = "refused"
    BUSY = "busy"


NEXT = {
    Trouble.UNKNOWN_MODEL: "`kiosk models list` shows the ids.",
    Trouble.NO_STICK: "Look where the stick is mounted (`lsblk`), and name that folder with --from.",
    Trouble.NOT_FOUND: "Copy what is named above onto the stick (`kiosk models sources` says more), and install again.",
    Trouble.NO_NETWORK: "Run it again to go on where it stopped, or bring the file on a stick: --from DIR.",
    Trouble.TOO_LARGE: "It is not what the manifest says. Ask whoever keeps the mirror or made the stick.",
    Trouble.NO_SPACE: "Make room on that disk, or choose another folder with --models.",
    Trouble.NO_ACCESS: "Run it as the one who owns the folder, or choose another with --models.",
    Trouble.WRONG_DIGEST: "Fetch it anew from its maker; if it stays so, do not use it.",
    Trouble.DAMAGED: "Fetch or copy it anew.",
    Trouble.REFUSED: "Do not use this archive; fetch it from its maker.",
    Trouble.BUSY: "Wait until the other one is done.",
}


class PackFault(Exception):
    """A pack could not be installed, and nothing of it was: what it concerns, why, and what to do next."""

    def __init__(self, trouble: Trouble, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}\n  -> {NEXT[trouble]}")
        self.trouble, self.what, self.why = trouble, what, why
