"""The sample scenes of the gallery, which tests of the screen show too."""

from kiosk.app.gallery.scenes import *  # noqa: F403
