"""A new box, device by device: each is tried before the installer's eyes, and lockers and keypads are learnt."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig
from hardware.errors import DeviceError
from hardware.locker.commission import BoardWanted, Refused, boards_fit
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
# The same as a question; what the installer has to do stands in it.
_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "cabinet_door": "Open and close the cabinet while it is watched for 10 seconds?",
        "camera": "Take a picture?",
        "card_reader": "Have a card ready. Read it?",
        "code_scanner": "Have a code ready. Scan it?",
        "document_printer": "Print a test page?",
        "headphone_jack": "Plug headphones in and out while the jack is watched for 10 seconds?",
        "id_card_reader": "Have an identity card ready. Read it?",
        "keypad": "Learn its keys?",
        "lights": "Light each lamp in turn?",
        "locker": "Learn its boards and cells?",
        "microphone": "Listen for 5 seconds?",
        "payment_terminal": "Tell how the terminal is?",
        "presence_sensor": "Come and go while it is watched for 20 seconds?",
        "receipt_printer": "Print a test page?",
        "speaker": "Play a tone?",
        "ups": "Tell how the supply is?",
        "watchdog": "Tell how the watchdog is?",
    }
)
_BOARDS = "Which boards does it have? address:locks each, such as 1:24 2:24"
_YES = frozenset({"y", "yes", "j", "是", "好"})


def commission(configs: Sequence[DeviceConfig], boards: Sequence[str], ask: Ask, say: Say) -> Ended:
    """Go through the devices and ask before each; `boards` are those of a new locker, such as 1:24.

    DONE when every device that was tried was found right. `ask` raises EOFError when nobody answers any more.
    """
    outcomes: dict[str, str] = {}
    try:
        for config in configs:
            outcomes[config.id] = "not finished"
            outcomes[config.id] = _commissioned(config, boards, ask, say)
    except (EOFError, KeyboardInterrupt):
        say("")  # the question that nobody answered has no end of line
    for config in configs:
        say(f"{config.id:<16} {config.kind:<18} {outcomes.get(config.id, 'not tried')}")
    missing = [config.id for config in configs if outcomes.get(config.id, "not finished") == "not finished"]
    if missing:
        say(f"go on with: kiosk devices commission {' '.join(missing)}")
        return Ended.STOPPED
    return Ended.DONE if set(outcomes.values()) <= {"right", "left out"} else Ended.FAILED


def _commissioned(config: DeviceConfig, boards: Sequence[str], ask: Ask, say: Say) -> str:
    if not _agreed(ask, f"{config.id} ({config.kind} by {config.driver}): {_QUESTIONS[config.kind]}"):
        return "left out"
    if config.kind == "locker" and not _learnt(config, boards, ask, say):
        return "not learnt"
    try:
        ended = _tried(config, say)
        while ended is not Ended.DONE:
            if not _agreed(ask, f"{config.id}: That did not work. Try once more?"):
                return "failed"
            ended = _tried(config, say)
    except ConfigError as error:
        say(str(error))
        return "misconfigured"
    return "right" if _agreed(ask, f"{config.id}: Was that right?") else "wrong"


def _tried(config: DeviceConfig, say: Say) -> Ended:
    devices = build([config])
    ended = try_out(devices, devices.all[0], TRIALS[config.kind], CHECKS[config.kind], say)
    if ended is Ended.STOPPED:
        raise KeyboardInterrupt
    return ended


def _learnt(config: DeviceConfig, boards: Sequence[str], ask: Ask, say: Say) -> bool:
    try:
        commission_locker(config, _boards(config, boards, ask, say), ask=ask, say=say)
    except (Refused, ConfigError, DeviceError, OSError) as error:
        say(f"{config.id}: {error}")
        return False
    return True


def _boards(config: DeviceConfig, given: Sequence[str], ask: Ask, say: Say) -> tuple[BoardWanted, ...]:
    """Those of the command line, or as they are answered; asked for until such a locker can be. Raises ConfigError."""
    while True:
        words = given or ask(f"{config.id}: {_BOARDS} (empty: as before)").split()
        given = ()
        try:
            wanted = BoardWanted.parse(words)
            boards_fit(config, wanted)
        except ConfigError:
            raise  # what is wrong with the configuration or the map, no answer puts right
        except (Refused, ValueError) as error:
            say(f"{config.id}: {error}")
        else:
            return wanted


def _agreed(ask: Ask, question: str) -> bool:
    return ask(f"{question} [y/n]").strip().lower() in _YES
