"""A microphone in a process of its own, which runs only while somebody listens."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from hardware.attended import PATIENCE, Attendance, Attention, Patience, Sense
from hardware.errors import DeviceError, DeviceReason
from hardware.events import Event
from hardware.microphone.blocks import heed_blocks
from hardware.microphone.contract import Block, BlockListener, Microphone, MicrophoneReason, OpenEar
from hardware.microphone.meter import Meter
from hardware.status import Condition
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.child_process import ChildProcess
from hardware.worker import Command

_REASONS = {
    DeviceReason.ABSENT: MicrophoneReason.ABSENT,
    DeviceReason.SILENT: MicrophoneReason.SILENT,
    DeviceReason.DEADLINE: MicrophoneReason.SILENT,
    DeviceReason.GARBLED: MicrophoneReason.BROKEN,
    DeviceReason.CANCELLED: MicrophoneReason.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where sound comes from: a child's command, and how to see whether it is there (`hardware.attended.Sense`)."""

    driver: str
    command: tuple[str, ...]
    traces: Callable[[], Hashable]
    look: Callable[[Command], Condition]


class ChildMicrophone(SupervisedDevice, Microphone):
    """Any source of sound whose child process speaks `hardware.microphone.blocks`."""

    def __init__(
        self,
        id: str,  # noqa: A002
        timing: Timing,
        source: Source,
        patience: Patience = PATIENCE,
    ) -> None:
        self._meter = meter = Meter()

        def heed(child: ChildProcess, tell: Callable[[Block], None]) -> None:
            def measured(block: Block) -> None:
                meter.take(block)
                tell(block)

            try:
                heed_blocks(child, measured)
            finally:
                meter.rest()

        sense = Sense("microphone", source.command, source.traces, source.look, heed, meter.warnings)
        self._attention = Attention(sense, patience)
        super().__init__(Supervisor(id, "microphone", source.driver, self._attention, timing))
        self._attention.listen(lambda event: self._supervisor.counters.count("starts", int(event.value)))

    async def open_ear(self, listener: BlockListener, deadline_s: float = 10.0) -> OpenEar:
        """Listen; returns when the first block was told."""
        attendance = self._attention.attendance(listener)
        try:
            await self._supervisor.run(lambda command: self._serve(attendance, command), deadline_s)
        except BaseException as error:
            attendance.close()  # whoever gave up must not leave a microphone that listens on
            if isinstance(error, DeviceError) and isinstance(error.reason, DeviceReason):
                raise DeviceError(error.completion, _REASONS[error.reason]) from error
            raise
        self._supervisor.counters.count("ears")
        return attendance

    def _serve(self, attendance: Attendance[Block], command: Command) -> None:
        """Serve, and publish at once what that taught: whoever asked looks at the status next."""
        try:
            condition = self._attention.serve(attendance, command)
        except DeviceError:
            if self._attention.refused is not None:
                self._supervisor.report(self._attention.refused)
            raise
        self._supervisor.report(condition)

    @property
    def level(self) -> float | None:
        """The level of the last block, in dBFS; from any thread."""
        return self._meter.level

    @property
    def listening(self) -> bool:
        """Whether the microphone's process runs; from any thread."""
        return self._attention.running

    def listen(self, listener: Callable[[Event[bool]], None]) -> Callable[[], None]:
        """Tell `listener` each time the microphone begins or ends to listen."""
        return self._attention.listen(listener)

    def close(self) -> None:
        """Close every ear, the process and the thread."""
        self._attention.leave_all()
        super().close()
