"""What can be tried on each kind of device: one line a kind."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.cabinet_door import trials as cabinet_door
from hardware.camera import trials as camera
from hardware.card_reader import trials as card_reader
from hardware.code_scanner import trials as code_scanner
from hardware.document_printer import trials as document_printer
from hardware.headphone_jack import trials as headphone_jack
from hardware.id_card_reader import trials as id_card_reader
from hardware.keypad import trials as keypad
from hardware.lights import trials as lights
from hardware.locker import trials as locker
from hardware.microphone import trials as microphone
from hardware.payment_terminal import trials as payment_terminal
from hardware.presence_sensor import trials as presence_sensor
from hardware.receipt_printer import trials as receipt_printer
from hardware.speaker import trials as speaker
from hardware.trial import Trial
from hardware.ups import trials as ups
from hardware.watchdog import trials as watchdog

TRIALS: Mapping[str, Mapping[str, Trial]] = MappingProxyType(
    {
        "cabinet_door": cabinet_door.TRIALS,
        "camera": camera.TRIALS,
        "card_reader": card_reader.TRIALS,
        "code_scanner": code_scanner.TRIALS,
        "document_printer": document_printer.TRIALS,
        "headphone_jack": headphone_jack.TRIALS,
        "id_card_reader": id_card_reader.TRIALS,
        "keypad": keypad.TRIALS,
        "lights": lights.TRIALS,
        "locker": locker.TRIALS,
        "microphone": microphone.TRIALS,
        "payment_terminal": payment_terminal.TRIALS,
        "presence_sensor": presence_sensor.TRIALS,
        "receipt_printer": receipt_printer.TRIALS,
        "speaker": speaker.TRIALS,
        "ups": ups.TRIALS,
        "watchdog": watchdog.TRIALS,
    }
)
