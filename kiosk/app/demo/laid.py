"""What journeys lay on the terminal and take from it, in whatever mode they are made: a card, a slip."""

import requests

from kiosk.app.demo.journey import Walk
from kiosk.app.demo.tray import WANG, card_of
from kiosk.app.senses import JourneyError

SECRETS = ("王桂芳", "690101195503180027")


def put_card(walk: Walk) -> None:
    """Lay Mrs Wang's card on the reader."""
    card_of(WANG).lay_on(walk.world.desk.reader)


def check_insurance_slip(walk: Walk) -> None:
    """It is masked, and its code is known to the backend."""
    text = walk.keep_paper()
    if any(secret in text for secret in SECRETS):
        raise JourneyError("the slip shows a whole name or number")
    if "18 年 4 个月" not in text:
        raise JourneyError(f"the slip does not say how long was paid: {text}")
    (code,) = walk.world.desk.printer.slips[-1].codes
    verdict = requests.get(code, headers={"Accept": "application/json"}, timeout=10).json()
    if verdict.get("state") != "valid":
        raise JourneyError(f"the slip's code is not accepted: {verdict}")
