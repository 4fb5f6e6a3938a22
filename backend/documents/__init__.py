"""Slips that terminals printed, and the public page that says whether one is genuine."""
