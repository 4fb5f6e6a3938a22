"""Reads one- and two-dimensional codes, and says of what kind each is."""
