"""Reads chip cards: social-security cards and hall cards; others are recognised and refused."""
