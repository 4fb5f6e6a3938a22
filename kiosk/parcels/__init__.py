"""Doors of the parcel lockers: opened by a grant, with one pulse, and what was seen of them is told to the office."""
