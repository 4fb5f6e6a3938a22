"""Devices tried by hand: on a bench with `python -m hardware.probe`, on a terminal with `kiosk device`."""
