"""What makes this box that terminal: its key and what the backend said at enrolment, in the data folder."""

import base64
import json
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.app.data_folder import make_private
from kiosk.backend_client.enrolment import Enrolment, Site, enrol
from kiosk.backend_client.signing import Credentials, load_or_make_key
from kiosk.backend_client.transport import Transport

KEY_FILE = "terminal.key"
ENROLMENT_FILE = "enrolment.json"


def terminal_key(data: Path) -> Ed25519PrivateKey:
    """The terminal's private key, made at the first start."""
    return load_or_make_key(data / KEY_FILE)


def credentials(data: Path, enrolment: Enrolment) -> Credentials:
    """What signs every request."""
    return Credentials(enrolment.terminal_id, terminal_key(data))


def enrol_terminal(data: Path, backend_url: str, code: str, name: str) -> Enrolment:
    """Trade a one-time code for an identity and keep it. Blocks.

    Raises: BackendError, OSError, ValueError for a key file that cannot be used
    """
    make_private(data)
    transport = Transport(backend_url)
    try:
        enrolment = enrol(transport, code=code, key=terminal_key(data), name=name)
    finally:
        transport.close()
    _keep(data / ENROLMENT_FILE, enrolment)
    return enrolment


def kept_enrolment(data: Path) -> Enrolment | None:
    """What was kept, or None for a terminal that has not been enrolled yet."""
    try:
        kept = json.loads((data / ENROLMENT_FILE).read_text(encoding="utf-8"))
        return Enrolment(
            terminal_id=str(kept["terminal_id"]),
            site=Site(str(kept["site_id"]), str(kept["site_name"])),
            bundle_key=base64.b64decode(kept["bundle_key"], validate=True),
            bundle_key_id=str(kept["bundle_key_id"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _keep(path: Path, enrolment: Enrolment) -> None:
    kept = {
        "terminal_id": enrolment.terminal_id,
        "site_id": enrolment.site.id,
        "site_name": enrolment.site.name,
        "bundle_key": base64.b64encode(enrolment.bundle_key).decode(),
        "bundle_key_id": enrolment.bundle_key_id,
    }
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
