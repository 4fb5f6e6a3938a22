"""The telephone to the office: one file a backend room.

Thread: every function blocks, so a room calls it from a thread of the loop.
Each call either returns a frozen value or raises `BackendError` with a key. docs/wire.md says what is on the wire.
"""
