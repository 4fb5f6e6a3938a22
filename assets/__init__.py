"""Data of the terminal and of its demo; no code."""
