"""Memory that a visit has used and freed goes back to the system, and does not lie about in the allocator's pools."""

import ctypes
from contextlib import suppress


def give_memory_back() -> None:
    """Hand freed pages back. Some milliseconds; any thread, best when nobody is waiting.

    Measured: after 90 visits glibc held 30 of 206 MB that nothing used. An allocator without it is left as it is.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
