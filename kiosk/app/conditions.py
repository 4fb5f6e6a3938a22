"""How the terminal is at this moment: which devices work, whether the backend answers."""

from collections.abc import Callable

from hardware.registry import Devices
from kiosk.foundation.clock import Clock, hall_time

STAFF_FROM, STAFF_UNTIL = 9, 17


class TerminalConditions:
    """Implements `kiosk.visit.catalogue.Conditions`. Loop thread."""

    def __init__(self, devices: Devices, clock: Clock) -> None:
        self._devices = devices
        self._clock = clock
        self._network = False
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Be told, on the loop thread, when something came or went."""
        self._listeners.append(listener)

    def device_works(self, kind: str) -> bool:
        """Is there a device of this kind that can be used?"""
        return any(device.status.usable for device in self._devices.all if device.status.kind == kind)

    def network_works(self) -> bool:
        """Did the backend answer when it was asked last?"""
        return self._network

    def staff_is_here(self) -> bool:
        """Is it within the staff's hours?"""
        return STAFF_FROM <= hall_time(self._clock.now()).hour < STAFF_UNTIL

    def set_network(self, works: bool) -> None:
        """Remember how the last call to the backend went."""
        if works != self._network:
            self._network = works
            self.changed()

    def changed(self) -> None:
        """Tell everybody."""
        for listener in self._listeners:
            listener()
