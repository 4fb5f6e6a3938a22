"""Chip cards of invented people and banks, for an emulated reader; written apart from the drivers' codecs."""
