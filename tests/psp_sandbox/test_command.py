"""The command: where it listens, and what it says when it cannot."""

import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tests.helpers.psp_gateway import Gateway, running
from tests.psp_sandbox.public_sdks import wechat_sdk


def test_the_ready_file_says_where(one_gateway: Gateway, tmp_path: Path) -> None:
    with running(tmp_path / "psp", "--ready-file", str(tmp_path / "ready")) as gateway:
        told = json.loads((tmp_path / "ready").read_text())
        assert gateway.url.endswith(f":{told['port']}")
        assert gateway.url != one_gateway.url
        assert json.loads(Path(told["merchant"]).read_text()) == gateway.merchant
        assert gateway.ask("codes") == []


def test_a_port_that_is_taken_is_told_without_a_trace(one_gateway: Gateway, tmp_path: Path) -> None:
    port = one_gateway.url.rpartition(":")[2]
    command = [sys.executable, "-m", "backend.psp_sandbox", "--folder", str(tmp_path / "psp"), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"cannot listen at port {port}")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "psp").exists()


def test_the_bill_of_today_is_made_tomorrow(one_gateway: Gateway, tmp_path: Path) -> None:
    with running(tmp_path / "psp") as gateway:
        sdk = wechat_sdk(gateway, tmp_path / "certificates")
        today = datetime.now(timezone(timedelta(hours=8))).date().isoformat()
        assert json.loads(sdk.trade_bill(today)[1])["code"] == "STATEMENT_CREATING"
