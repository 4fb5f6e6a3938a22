"""What a device can report when it could not do what was asked."""

from enum import StrEnum


class Completion(StrEnum):
    """How a command ended, in the words of XFS4IoT (CWA 17852); only the ones we use."""

    CANCELED = "canceled"
    DEVICE_NOT_READY = "deviceNotReady"
    HARDWARE_ERROR = "hardwareError"
    INVALID_DATA = "invalidData"
    TIME_OUT = "timeOut"
    UNSUPPORTED_COMMAND = "unsupportedCommand"
    USER_ERROR = "userError"


class DeviceReason(StrEnum):
    """Why a command ended, where no kind of device has a word of its own for it."""

    ABSENT = "absent"
    SILENT = "silent"
    GARBLED = "garbled"
    DEADLINE = "deadline"
    CANCELLED = "cancelled"


class DeviceError(Exception):
    """A device did not do what was asked: a completion and a key, never a sentence and never personal data.

    The contract of a kind names the closed enum that its `reason` comes from.
    """

    def __init__(self, completion: Completion, reason: StrEnum) -> None:
        super().__init__(f"{completion.value}: {reason.value}")
        self.completion = completion
        self.reason = reason
