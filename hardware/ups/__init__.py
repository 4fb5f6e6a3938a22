"""Tells what the terminal is powered by."""
