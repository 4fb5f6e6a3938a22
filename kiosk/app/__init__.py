"""The parts put together: wiring, loop, window."""
