"""All tables, for migrations and for tests that compare them with the models."""

import backend.bills.models
import backend.directory.models
import backend.documents.models
import backend.faces.models
import backend.identity.models
import backend.insurance.models
import backend.kiosks.models
import backend.pauses.models
import backend.payments.models
import backend.telephones.models  # noqa: F401 (each import declares its room's tables)
from backend.database import Base

METADATA = Base.metadata
