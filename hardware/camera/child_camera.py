"""A camera in a process of its own, which runs only while somebody looks."""

from collections.abc import Callable
from typing import TypeVar

from hardware.attended import PATIENCE, Attention, Patience, Sense
from hardware.camera.contract import Camera, CameraReason, Frame, FrameListener, View
from hardware.errors import DeviceError, DeviceReason
from hardware.events import Event
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Work

T = TypeVar("T")

_REASONS = {
    DeviceReason.ABSENT: CameraReason.ABSENT,
    DeviceReason.SILENT: CameraReason.SILENT,
    DeviceReason.DEADLINE: CameraReason.SILENT,
    DeviceReason.GARBLED: CameraReason.BROKEN,
    DeviceReason.CANCELLED: CameraReason.CANCELLED,
}


class ChildCamera(SupervisedDevice, Camera):
    """Any source of pictures whose child process speaks `hardware.camera.frames`."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        timing: Timing,
        sense: Sense[Frame],
        patience: Patience = PATIENCE,
    ) -> None:
        self._attention = Attention(sense, patience)
        super().__init__(Supervisor(id, "camera", driver, self._attention, timing))
        self._attention.listen(lambda event: self._supervisor.counters.count("starts", int(event.value)))

    async def open_view(self, listener: FrameListener, deadline_s: float = 10.0) -> View:
        """Look; returns when the first picture was told."""
        attendance = self._attention.attendance(self._counting(listener))
        try:
            await self._ask(lambda command: self._attention.serve(attendance, command), deadline_s)
        except BaseException:
            attendance.close()  # whoever gave up must not leave a camera that looks on
            raise
        self._supervisor.counters.count("views")
        return attendance

    @property
    def looking(self) -> bool:
        """Whether the camera's process runs; from any thread."""
        return self._attention.running

    def listen(self, listener: Callable[[Event[bool]], None]) -> Callable[[], None]:
        """Tell `listener` each time the camera begins or ends to look."""
        return self._attention.listen(listener)

    def close(self) -> None:
        """End every view, the process and the thread."""
        self._attention.leave_all()
        super().close()

    def _counting(self, listener: FrameListener) -> FrameListener:
        def tell(frame: Frame) -> None:
            self._supervisor.counters.count("frames")
            listener(frame)

        return tell

    async def _ask(self, work: Work[T], deadline_s: float) -> T:
        try:
            return await self._supervisor.run(work, deadline_s)
        except DeviceError as error:
            if isinstance(error.reason, DeviceReason):
                raise DeviceError(error.completion, _REASONS[error.reason]) from error
            raise
