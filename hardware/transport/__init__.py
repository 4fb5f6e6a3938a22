"""Bytes in and out over a serial line, a TCP socket or a USB printer node."""
