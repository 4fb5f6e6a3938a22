"""The directory as one signed, dated bundle that a terminal can keep and trust with the network down."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from backend.canonical_json import Json, canonical_json
from backend.directory.models import Building, Contact
from backend.directory.repository import DirectoryRepository
from backend.directory.schemas import BundleOut
from backend.errors import NotFound
from backend.fields import base64_text, moment_text
from backend.house import House
from backend.kiosks.repository import KiosksRepository

BUNDLE_VERSION = 1


@dataclass(frozen=True, slots=True)
class TaggedBundle:
    """A bundle and its ETag."""

    bundle: BundleOut
    etag: str


def bundle(house: House, session: Session, site_id: str) -> TaggedBundle:
    """The hall's bundle; the same all through an hour unless something changed, so that the ETag helps."""
    issued_at = house.now().replace(minute=0, second=0, microsecond=0)
    content: dict[str, Json] = {
        "version": BUNDLE_VERSION,
        "issued_at": moment_text(issued_at),
        "valid_until": moment_text(issued_at + timedelta(days=house.settings.bundle_days)),
        **_content(session, site_id),
    }
    raw = canonical_json(content)
    signed = BundleOut(
        bundle=raw.decode(),
        signature=base64_text(house.keys.bundle_key.sign(raw)),
        key_id=house.keys.bundle_key_id,
    )
    return TaggedBundle(signed, f'"{hashlib.sha256(raw).hexdigest()[:32]}"')


def _content(session: Session, site_id: str) -> dict[str, Json]:
    site = KiosksRepository(session).site(site_id)
    if site is None:
        raise NotFound
    repository = DirectoryRepository(session)
    buildings = repository.buildings(site_id)
    grids = repository.grids_served(site_id)
    return {
        "site": {"id": site.id, "name": site.name},
        "buildings": [_building(row) for row in buildings],
        "contacts": [_contact(row, grids.get(row.id, ()), buildings) for row in repository.contacts(site_id)],
        "emergency": [{"name": row.name, "number": row.number} for row in repository.emergency_numbers(site_id)],
        "notices": [
            {"id": row.id, "title": row.title, "body": row.body, "date": row.date.isoformat(), "source": row.source}
            for row in repository.notices(site_id)
        ],
    }


def _building(row: Building) -> Mapping[str, Json]:
    return {
        "id": row.id,
        "number": row.number,
        "name": row.name,
        "address": row.address,
        "units": row.units,
        "grid": row.grid,
    }


def _contact(row: Contact, grids: Sequence[str], buildings: Sequence[Building]) -> Mapping[str, Json]:
    return {
        "id": row.id,
        "name": row.name,
        "role": row.role,
        "title": row.title,
        "phone": row.phone,
        "grids": list(grids),
        "buildings": [building.id for building in buildings if building.grid in grids],
        "hours": row.hours,
        "place": row.place,
    }
