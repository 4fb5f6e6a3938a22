"""The demo takes money: real backend, sandbox and scanner, and the telephone of who pays. No process is left over."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import qrcode.main
from PIL import Image
from PySide6.QtGui import QImage

from kiosk.app.demo.payer_phone import PayerPhone
from kiosk.app.demo.payment_providers import FAULTS, PaymentProviders
from kiosk.app.demo.payment_sandbox import NotPaidThere, ProvidersAway
from kiosk.app.demo.world import World
from kiosk.app.enrolment import credentials, kept_enrolment
from kiosk.backend_client import bills, orders
from kiosk.backend_client.orders import AttemptState, Order, OrderState, PayChannel
from kiosk.backend_client.transport import Transport

PATIENCE_S = 20.0
Opens = Callable[[], Order]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World(lambda _line: None, residents=10, brisk=True) as world:
        yield world


@pytest.fixture
def phone(world: World) -> PayerPhone:
    return PayerPhone(world.desk, world.payments)


@pytest.fixture(scope="module")
def transport(world: World) -> Iterator[Transport]:
    enrolment = kept_enrolment(world.data)
    assert enrolment is not None
    transport = Transport(world.url, credentials=credentials(world.data, enrolment))
    yield transport
    transport.close()


@pytest.fixture
def opens(transport: Transport) -> Opens:
    """An order for the first bill that nobody pays yet."""

    def open_one() -> Order:
        for digit in "123":
            for household in range(10):
                for account in bills.find_by_household(transport, f"69{digit}{2_718_400 + household}"):
                    for bill in account.unpaid:
                        if not bill.busy and bill.fen:
                            return orders.open_order(transport, [bill.id])
        raise AssertionError("no bill is left")

    return open_one


def stands(transport: Transport, order: Order, so: Callable[[Order], bool]) -> Order:
    known: orders.News | None = None
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        known = orders.wait_for_news(transport, order.id, known.tag if known else None, 2) or known
        if known is not None and so(known.order):
            return known.order
    raise AssertionError(f"it does not come: {known}")


def on_a_screen(code: str) -> Callable[[], QImage]:
    """A picture that holds a code, as a camera sees it."""
    drawn: Any = qrcode.main.QRCode()
    drawn.add_data(code)
    whole = Image.new("RGB", (1080, 1920), "white")
    whole.paste(drawn.make_image().convert("RGB"), (100, 300))
    picture = QImage(whole.tobytes(), 1080, 1920, 1080 * 3, QImage.Format.Format_RGB888).copy()
    return lambda: picture


def shown(transport: Transport, order: Order, channel: PayChannel) -> str:
    orders.show_code(transport, order.id, channel)
    now = stands(transport, order, lambda one: one.attempts[-1].state is AttemptState.PENDING)
    code = now.attempts[-1].code
    assert code
    return code


@pytest.mark.parametrize("channel", list(PayChannel)[:2])
def test_a_code_is_read_and_paid_and_the_provider_calls_back(
    channel: PayChannel, transport: Transport, opens: Opens, phone: PayerPhone
) -> None:
    order = opens()
    phone.points_at(on_a_screen(shown(transport, order, channel)))
    before = phone.ledger().kept
    seen = phone.scan()
    assert (seen.fen, seen.channel) == (order.fen, channel)
    assert seen.subject == order.subject
    phone.pays()
    paid = stands(transport, order, lambda one: one.state is OrderState.PAID)
    assert paid.receipt is not None
    assert phone.ledger().kept - before == order.fen
    with pytest.raises(NotPaidThere, match="paid"):
        phone.pays()


def test_a_code_that_was_closed_can_be_paid_late_and_the_money_goes_back(
    transport: Transport, opens: Opens, phone: PayerPhone
) -> None:
    order = opens()
    before = phone.ledger().kept
    phone.points_at(on_a_screen(shown(transport, order, PayChannel.WECHAT)))
    phone.scan()
    orders.close_attempt(transport, order.id, stands(transport, order, lambda _: True).attempts[-1].number)
    stands(transport, order, lambda one: one.live is None)
    phone.points_at(on_a_screen(shown(transport, order, PayChannel.ALIPAY)))
    phone.scan()
    phone.pays()
    stands(transport, order, lambda one: one.state is OrderState.PAID)
    phone.pays_although_closed(phone.scanned[0])
    stands(transport, order, lambda one: [refund.state for refund in one.refunds] == [orders.RefundState.DONE])
    assert phone.ledger().kept - before == order.fen


def test_a_picture_without_a_code_is_no_payment(phone: PayerPhone) -> None:
    with pytest.raises(LookupError, match="no code"):
        phone.scan(0.1)
    phone.points_at(on_a_screen("weixin://wxpay/bizpayurl?pr=nobody"))
    with pytest.raises(NotPaidThere, match="unknown"):
        phone.scan(1)


def test_providers_that_lost_their_power_come_back_with_their_books(world: World, phone: PayerPhone) -> None:
    before = phone.ledger()
    world.payments.kill()
    with pytest.raises(ProvidersAway):
        phone.ledger()
    world.payments.start()
    world.payments.wait()
    assert replace(phone.ledger(), to_come=0) == replace(before, to_come=0)


@pytest.mark.parametrize("fault", list(FAULTS))
def test_every_fault_of_the_workbench_is_one_that_the_providers_know(fault: str, world: World) -> None:
    providers = PaymentProviders(world.payments)
    try:
        providers.break_with_fault(fault)
        comes(lambda: len(world.payments.faults()) == len(FAULTS[fault][1]))
        assert "no answer" not in providers.looks()
        providers.break_with_fault("")
        comes(lambda: not world.payments.faults())
    finally:
        world.payments.heal()


def test_the_thing_on_the_workbench_tells_what_was_paid_and_can_lose_its_power(world: World) -> None:
    providers = PaymentProviders(world.payments)
    (read,) = providers.handles()
    providers.unplug()
    comes(lambda: is_away(world))
    read.act()
    comes(lambda: "no answer" in providers.looks())
    providers.plug()
    comes(lambda: not is_away(world))
    read.act()
    comes(lambda: "fen kept" in providers.looks())


def test_her_own_code_is_held_before_the_scanner_until_it_was_used(
    transport: Transport, opens: Opens, phone: PayerPhone, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the scanner would hand to the office is handed by us."""
    order, seen = opens(), []

    def scan(code: str) -> None:
        seen.append(code)
        if len(seen) == 2:
            orders.take_code(transport, order.id, code)

    monkeypatch.setattr(world.desk.scanner, "scan", scan)
    phone.shows_code("alipay", "password")
    comes(phone.asks_password)
    assert len(set(seen)) == 1
    assert len(seen) < 8
    assert phone.types_password().fen == order.fen
    stands(transport, order, lambda one: one.state is OrderState.PAID)
    with pytest.raises(LookupError, match="no password"):
        phone.types_password()


def comes(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def is_away(world: World) -> bool:
    try:
        world.payments.ledger()
    except OSError:
        return True
    return False


def test_nothing_is_left_of_a_world(tmp_path: Path) -> None:
    """Also when it does not come to be: the backend cannot start over a merchant that is none."""
    words = (
        "from kiosk.app.demo.world import World\n"
        "with World(lambda _: None, residents=10, brisk=True) as world:\n"
        "    print(world.payments.folder.parent, world.office._child.pid, world.payments._child.pid)\n"
        "try:\n"
        "    with World(lambda _: None, residents=10, office={'merchant_folder': 7}) as world:\n"
        "        print('it opened')\n"
        "except RuntimeError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", words],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    first, second = done.stdout.splitlines()
    folder, *children = first.split()
    assert second.startswith("the embedded backend did not start")
    assert not Path(folder).exists()
    assert list(tmp_path.iterdir()) == []
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(int(child), 0)
