"""A new box, device by device: each is tried before the installer's eyes, and lockers and keypads are learnt."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig
from hardware.errors import DeviceError
from hardware.locker.commission import BoardWanted, Refused
from hardware.locker.commission import commission as commission_locker
from hardware.probe.attempt import Ended, try_out
from hardware.probe.trials import TRIALS
from hardware.registry import build
from hardware.trial import Say

Ask = Callable[[str], str]

# What shows that a device of this kind is wired as it should be: a trial, with its words.
CHECKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cabinet_door": ("watch", "10"),
        "camera": ("look",),
        "card_reader": ("read",),
        "code_scanner": ("scan",),
        "document_printer": ("test-page",),
        "headphone_jack": ("watch", "10"),
        "id_card_reader": ("read",),
        "keypad": ("learn",),
        "lights": ("parade",),
        "locker": ("doors",),
        "microphone": ("level", "5"),
        "payment_terminal": ("status",),
        "presence_sensor": ("watch", "20"),
        "receipt_printer": ("test-page",),
        "speaker": ("say-tone",),
        "ups": ("status",),
        "watchdog": ("status",),
    }
)
_YES = frozenset({"y", "yes", "j", "是", "好"})


def commission(configs: Sequence[DeviceConfig], boards: Sequence[str], ask: Ask, say: Say) -> Ended:
    """Go through the devices and ask before each; `boards` are those of a new locker, such as 1:24.

    DONE when every device that was tried was found right. `ask` raises EOFError when nobody answers any more.
    """
    outcomes: dict[str, str] = {}
    with suppress(EOFError, KeyboardInterrupt):
        for config in configs:
            outcomes[config.id] = "not finished"
            outcomes[config.id] = _commissioned(config, boards, ask, say)
    for config in configs:
        say(f"{config.id:<16} {config.kind:<18} {outcomes.get(config.id, 'not tried')}")
    if len(outcomes) < len(configs) or "not finished" in outcomes.values():
        return Ended.STOPPED
    return Ended.DONE if set(outcomes.values()) <= {"right", "left out"} else Ended.FAILED


def _commissioned(config: DeviceConfig, boards: Sequence[str], ask: Ask, say: Say) -> str:
    words = CHECKS[config.kind]
    learns = config.kind == "locker"
    does = "learn it" if learns else " ".join(words)
    if not _agreed(ask, f"{config.id} ({config.kind} by {config.driver}): {does}?"):
        return "left out"
    if learns and not _learnt(config, boards, ask, say):
        return "not learnt"
    try:
        devices = build([config])
    except ConfigError as error:
        say(str(error))
        return "misconfigured"
    if try_out(devices, devices.all[0], TRIALS[config.kind], words, say) is not Ended.DONE:
        return "failed"
    return "right" if _agreed(ask, f"{config.id}: was that right?") else "wrong"


def _learnt(config: DeviceConfig, boards: Sequence[str], ask: Ask, say: Say) -> bool:
    try:
        given = boards or ask("its boards, address:locks each, such as 1:24 2:24 (empty: as before)").split()
        commission_locker(config, BoardWanted.parse(given), ask=ask, say=say)
    except (Refused, ConfigError, DeviceError, OSError, ValueError, TypeError) as error:
        say(f"{config.id}: {error}")
        return False
    return True


def _agreed(ask: Ask, question: str) -> bool:
    return ask(f"{question} [y/n]").strip().lower() in _YES
