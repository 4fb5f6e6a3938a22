"""Faces at this terminal: camera, engine, templates and consent together, or nothing of it at all. Loop thread."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hardware.camera.contract import Camera
from kiosk.app.installed_models import face_models
from kiosk.backend_client.transport import Transport
from kiosk.faces.child_engine import ChildFaceEngine
from kiosk.faces.contract import EngineState, FaceEngine
from kiosk.foundation.clock import Clock
from kiosk.foundation.config import Face as FaceSettings
from kiosk.foundation.errors import Fault
from kiosk.identity.audit import Audit
from kiosk.identity.consent_office import BackendConsents
from kiosk.identity.face_check import FaceCheck
from kiosk.identity.face_way import FaceWay
from kiosk.identity.keeping import FaceKeeping
from kiosk.identity.retention import Retention
from kiosk.identity.sealed_key import face_key
from kiosk.identity.templates import FILE, TemplateStore
from kiosk.store.database import Database
from kiosk.store.withdrawals import Withdrawals
from kiosk.visit.mirror import Mirror

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ground:
    """What faces stand on. `terminal_id` is empty where the terminal is not enrolled: then no face is kept."""

    data: Path
    models: Path
    camera: Camera | None
    mirror: Mirror
    database: Database
    transport: Transport
    terminal_id: str
    clock: Clock


class Faces:
    """All of it. Templates that lie here are looked after even where faces are not offered any more."""

    def __init__(self, settings: FaceSettings, ground: Ground) -> None:
        self._store = _store(ground)
        self.keeping = _keeping(self._store, settings, ground)
        self.engine = _engine(settings, ground)
        self.check = FaceCheck(ground.camera, self.engine, ground.mirror, ground.clock) if self.engine else None
        self.way = FaceWay(self.check, self._store, self.model) if self.check is not None else None
        self._retention = Retention(self.keeping, ground.clock) if self.keeping is not None else None

    @property
    def kept_here(self) -> FaceKeeping | None:
        """For 我的人脸: where a face can be left, or one lies here to be seen and deleted; else there is no trace."""
        if self.keeping is None:
            return None
        return self.keeping if self.way is not None or _lies_something(self.keeping) else None

    def model(self) -> str:
        """What the engine calls its templates; empty while it rests."""
        ready = self.engine is not None and self.engine.state is EngineState.READY
        return self.engine.model if ready and self.engine is not None else ""

    async def warm(self, changed: Callable[[], None]) -> None:
        """Load the models: not before the first frame. `changed` is told when it is over."""
        if self.engine is not None:
            await self.engine.warm()
            changed()

    async def look_after(self) -> None:
        """Keep nothing for longer than it may be kept."""
        if self._retention is not None:
            await self._retention.run()

    async def close(self) -> None:
        """End the child, and close the templates."""
        if self.engine is not None:
            await self.engine.close()
        if self._store is not None:
            await asyncio.to_thread(self._store.close)


def _engine(settings: FaceSettings, ground: Ground) -> FaceEngine | None:
    """None where faces are not offered, or nobody could ever be looked at."""
    if not settings.offered or ground.camera is None:
        return None
    engine = ChildFaceEngine(face_models(ground.models))
    if engine.state is EngineState.RESTING:
        _log.warning("no models for faces are installed: `kiosk models install`")
        return None
    return engine


def _store(ground: Ground) -> TemplateStore | None:
    if not ground.terminal_id:
        return None
    try:
        key = face_key(ground.data)
    except Fault as fault:  # nobody is compared with what lies here, which is deleted in its time all the same
        _log.error("templates: %s", fault)
        key = None
    return TemplateStore(ground.data / FILE, key, ground.terminal_id, ground.clock)


def _keeping(store: TemplateStore | None, settings: FaceSettings, ground: Ground) -> FaceKeeping | None:
    if store is None:
        return None
    audit, owed = Audit(ground.database, ground.clock), Withdrawals(ground.database, ground.clock)
    return FaceKeeping(store, BackendConsents(ground.transport), audit, owed, settings.keep_days)


def _lies_something(keeping: FaceKeeping) -> bool:
    try:
        return keeping.store.count() > 0
    except Fault as fault:
        _log.error("templates: %s", fault)
        return False
