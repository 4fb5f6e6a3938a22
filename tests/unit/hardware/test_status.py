from datetime import UTC, datetime

import pytest

from hardware.status import DeviceState, DeviceStatus, Health


def status(state: DeviceState, *warnings: str) -> DeviceStatus:
    return DeviceStatus("d-1", "bench", "line", state, warnings, "", 0, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("state", "warnings", "health", "usable"),
    [
        (DeviceState.ONLINE, (), Health.HEALTHY, True),
        (DeviceState.ONLINE, ("paper_low",), Health.DEGRADED, True),
        (DeviceState.DEVICE_BUSY, (), Health.HEALTHY, True),
        (DeviceState.OFFLINE, (), Health.PAUSED, False),
        (DeviceState.STARTING, (), Health.PAUSED, False),
        (DeviceState.POWER_OFF, ("paper_low",), Health.ABSENT, False),
        (DeviceState.NO_DEVICE, (), Health.ABSENT, False),
        (DeviceState.HARDWARE_ERROR, (), Health.FAILED, False),
        (DeviceState.USER_ERROR, (), Health.FAILED, False),
        (DeviceState.FRAUD_ATTEMPT, (), Health.FAILED, False),
    ],
)
def test_what_a_state_means(state: DeviceState, warnings: tuple[str, ...], health: Health, usable: bool) -> None:
    assert status(state, *warnings).health is health
    assert status(state, *warnings).usable is usable


def test_every_state_has_a_meaning() -> None:
    assert all(status(state).health in Health for state in DeviceState)
