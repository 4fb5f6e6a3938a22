"""Tells whether somebody stands before the terminal."""
