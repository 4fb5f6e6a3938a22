"""Settings that cannot be used end the terminal, after its first frame, with a line for each mistake."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_terminal_says_what_is_wrong_and_ends(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text('site_name = "某社区"\nsight_name = "x"\n', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", "run", "--config", str(settings)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert f"{settings}:2: sight_name" in ended.stdout + ended.stderr
