"""Tells whether the cabinet is open, and whether somebody opened it who had not said so."""
