"""Why a wire cannot be opened, in a word for whoever wires the box."""

import errno
import socket
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Loss(StrEnum):
    """The `detail` of a device whose wire is not there; docs/devices/README.md says what to do about each."""

    NO_PORT = "no_port"
    PORT_IN_USE = "port_in_use"
    NO_PERMISSION = "no_permission"
    NOT_SUCH_A_PORT = "not_such_a_port"
    UNKNOWN_HOST = "unknown_host"
    HOST_REFUSES = "host_refuses"
    HOST_UNREACHABLE = "host_unreachable"


_BY_NUMBER: Mapping[int, Loss] = MappingProxyType(
    {
        errno.EBUSY: Loss.PORT_IN_USE,
        errno.EAGAIN: Loss.PORT_IN_USE,  # the lock of a serial line
        errno.EACCES: Loss.NO_PERMISSION,
        errno.EPERM: Loss.NO_PERMISSION,
        errno.ENOTTY: Loss.NOT_SUCH_A_PORT,
        errno.EINVAL: Loss.NOT_SUCH_A_PORT,
        errno.EISDIR: Loss.NOT_SUCH_A_PORT,
        errno.ECONNREFUSED: Loss.HOST_REFUSES,
        errno.EHOSTUNREACH: Loss.HOST_UNREACHABLE,
        errno.ENETUNREACH: Loss.HOST_UNREACHABLE,
        errno.ETIMEDOUT: Loss.HOST_UNREACHABLE,
    }
)


def loss(error: OSError) -> Loss:
    """The word for what the system said; NO_PORT for all that says no more than that nothing is there."""
    if isinstance(error, socket.gaierror):
        return Loss.UNKNOWN_HOST
    if isinstance(error, ConnectionRefusedError):
        return Loss.HOST_REFUSES
    if isinstance(error, TimeoutError):
        return Loss.HOST_UNREACHABLE
    return _BY_NUMBER.get(error.errno or 0, Loss.NO_PORT)
