"""Random bytes into every codec that listens to a wire. In the suite 10,000 a codec; `python -m tests.fuzz` goes on."""
