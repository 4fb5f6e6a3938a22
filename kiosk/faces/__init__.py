"""Is this the person she says she is, and is she here? Geometry, liveness and comparison; no login is decided here."""
