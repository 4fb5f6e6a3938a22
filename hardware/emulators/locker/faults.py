"""What can be wrong with an emulated locker."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LockerFaults:
    """What is wrong right now; nothing, unless told."""

    mute: bool = False
    silent_boards: frozenset[int] = frozenset()
    late_s: float = 0.0
    chunk: int = 0  # answers go out in pieces of so many bytes
    noise: bytes = b""  # comes before every answer
    flood: int = 0  # so many senseless bytes come before every answer
    damaged: int = 0  # so many coming answers go out with one wrong bit; -1: all of them
    wrong_board: bool = False  # answers in the name of the next board
    one_behind: bool = False  # each answer is the one to the question before
    lost_pulses: bool = False  # orders to open are answered and not done
    mute_after_pulse: bool = False
    cut_before_pulse: bool = False  # the power goes just as the order to open arrives ...
    cut_after_pulse: bool = False  # ... or when the door has sprung open
    lamp_stuck: bool = False  # lamps stay as they are
