"""Prints slips."""
