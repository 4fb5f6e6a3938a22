"""A strict eye on the screen: rules on the tree of a window and on the picture that it rendered.

Everything here is for the GUI thread. It looks and never touches.
"""

from kiosk.app.inspection.flashing import flashing
from kiosk.app.inspection.inspector import inspect
from kiosk.app.inspection.violation import Rule, Violation

__all__ = ["Rule", "Violation", "flashing", "inspect"]
