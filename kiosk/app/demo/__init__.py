"""The demo: emulators at the other end of the wires, an embedded backend, and journeys through the real terminal."""
