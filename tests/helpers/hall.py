"""The services of the hall, found where they are written and not in a list that somebody has to keep."""

import pkgutil
from importlib import import_module
from types import ModuleType

import kiosk.services
from kiosk.visit.catalogue import Entry


def _conversations() -> tuple[ModuleType, ...]:
    """Every module that is the conversation of a service: it has an entry, and is no package that passes one on."""
    found = pkgutil.walk_packages(kiosk.services.__path__, "kiosk.services.")
    modules = (import_module(one.name) for one in found if not one.ispkg)
    return tuple(module for module in modules if hasattr(module, "ENTRY"))


CONVERSATIONS = _conversations()
ENTRIES: tuple[Entry, ...] = tuple(module.ENTRY for module in CONVERSATIONS)
