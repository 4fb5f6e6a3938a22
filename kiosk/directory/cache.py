"""Keeps the newest signed bundle on disk, so that contacts are found with the network down."""

import contextlib
import logging
import os
from collections.abc import Callable
from pathlib import Path

from kiosk.backend_client.directory import Directory, SignedBundle, fetch_bundle, open_bundle
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.transport import Transport
from kiosk.foundation.errors import Fault

_log = logging.getLogger(__name__)


class DirectoryCache:
    """The directory of this hall. `load` and `refresh` block; `current` may be read from any thread."""

    def __init__(self, path: Path, bundle_key: bytes) -> None:
        self._path = path
        self._bundle_key = bundle_key
        self._etag: str | None = None
        self.current: Directory | None = None

    def load(self) -> None:
        """Read what was kept; a file that was tampered with is not used and not deleted (staff may look at it)."""
        try:
            bundle = SignedBundle.from_json(self._path.read_text(encoding="utf-8"))
            self.current = open_bundle(bundle, self._bundle_key)
            self._etag = bundle.etag
        except FileNotFoundError:
            _log.info("directory: none kept yet")
        except (OSError, UnicodeDecodeError, BackendError) as error:
            _log.warning("directory: the kept bundle cannot be used: %s", type(error).__name__)

    def refresh(self, transport: Transport) -> None:
        """Fetch news, if there are any, check and keep them. An older bundle than ours is not taken.

        Raises: BackendError
        """
        bundle = fetch_bundle(transport, self._etag)
        if bundle is None:
            return
        directory = open_bundle(bundle, self._bundle_key)
        if self.current is not None and directory.issued_at < self.current.issued_at:
            _log.warning("directory: an older bundle was offered and refused")
            return
        self.current, self._etag = directory, bundle.etag
        self._keep(bundle)

    def _keep(self, bundle: SignedBundle) -> None:
        draft = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8") as file:
                file.write(bundle.to_json())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            _log.warning("directory: cannot be kept, used from memory: %s", error.strerror)
            with contextlib.suppress(OSError):
                draft.unlink()


def required(current: Callable[[], Directory | None]) -> Directory:
    """The directory.

    Raises: Fault `directory.missing`
    """
    directory = current()
    if directory is None:
        raise Fault("directory.missing")
    return directory
