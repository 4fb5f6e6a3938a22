"""Proof by telephone: a code that is sent to it, and a code that it shows."""
