"""None, True and False are made to last.

PySide6 6.12.0 returns them without taking a reference (its wheel takes them for immortal, which they are from Python
3.12 on). Under Python 3.11 each `QObject` method without a result takes a reference of None away, and each
`signal.emit` one of True; after some four hundred emits the interpreter ends with "bool_dealloc". Measured with
`sys.getrefcount` around a call, see `tests/ui/test_immortal.py`; PySide6 6.11.3 does no such thing.
"""

import ctypes
import sys

_REFERENCES = 1 << 40  # at a million lost a second: two weeks of nothing else


def make_immortal() -> None:
    """Give None, True and False more references than will ever be lost. Once a process is enough; more do no harm."""
    if sys.version_info < (3, 12):
        for constant in (None, True, False):
            # The count is the first word of an object in CPython without Py_TRACE_REFS.
            ctypes.c_ssize_t.from_address(id(constant)).value += _REFERENCES
