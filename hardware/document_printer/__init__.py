"""Prints A4 pages."""
