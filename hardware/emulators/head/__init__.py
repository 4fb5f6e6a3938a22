"""Somebody before the camera: a public-domain photograph, bent so that it turns, blinks, comes and goes."""
