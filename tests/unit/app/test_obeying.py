"""Who stands before the camera does what the guidance asks, once, and nothing else."""

from typing import cast

import pytest

from hardware.emulators.head.actor import Order
from hardware.emulators.head.emulator import HeadEmulator
from kiosk.app.demo.obeying import Obedient, newest_of, order_in
from kiosk.faces.contract import Step
from kiosk.identity.face_guidance import ASKED, FIRST, ONCE_MORE


class Head:
    def __init__(self) -> None:
        self.done: list[Order] = []

    def do(self, order: Order) -> None:
        self.done.append(order)


ORDERS = {Step.FRONT: Order.LOOK, Step.LEFT: Order.LEFT, Step.RIGHT: Order.RIGHT, Step.BLINK: Order.BLINK}


@pytest.mark.parametrize("step", Step)
def test_every_sentence_of_the_guidance_is_understood(step: Step) -> None:
    assert order_in(ASKED[step].shown()) is ORDERS[step]
    if step in ONCE_MORE:
        assert order_in(ONCE_MORE[step].shown()) is ORDERS[step]


def test_what_is_asked_first_is_understood() -> None:
    assert order_in(FIRST.shown()) is Order.LOOK


def test_she_does_what_is_asked_once_while_it_stands() -> None:
    head, page = Head(), ["请面向摄像头"]
    she = Obedient(cast(HeadEmulator, head), lambda: page)
    she.heed()
    page.append("请向左慢慢转一点")
    she.heed()
    she.heed()
    page[-1] = "好，请转回来"
    she.heed()
    assert head.done == [Order.LEFT, Order.LOOK]


def test_ears_hold_to_the_newest_sentence() -> None:
    heard = ["请向左慢慢转一点", "请看着镜头", "好，请闭上眼睛，数一二，再睁开", "画面不保存"]
    assert newest_of(lambda: heard, 1)() == ["好，请闭上眼睛，数一二，再睁开"]
    assert newest_of(lambda: heard, 4)() == []
