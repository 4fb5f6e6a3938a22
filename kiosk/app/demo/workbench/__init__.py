"""The workbench beside the demo's terminal: cards, paper, plugs, keys and the network, for whoever sits in front."""

from kiosk.app.demo.workbench.window import Workbench

__all__ = ["Workbench"]
