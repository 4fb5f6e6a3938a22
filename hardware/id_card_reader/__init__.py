"""Reads resident identity cards."""
