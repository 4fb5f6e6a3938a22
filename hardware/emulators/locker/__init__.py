"""A parcel locker at the far end of its bus: doors, locks, hands, and four makes of boards."""

from hardware.emulators.locker.bench import LockerEmulator
from hardware.emulators.locker.cupboard import Cupboard, EmulatedBoard
from hardware.emulators.locker.faults import LockerFaults

__all__ = ["Cupboard", "EmulatedBoard", "LockerEmulator", "LockerFaults"]
