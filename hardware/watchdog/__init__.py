"""Tells systemd that the terminal lives, for as long as all of it does."""
