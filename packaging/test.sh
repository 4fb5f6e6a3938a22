#!/usr/bin/env bash
# Every test: first what can share the machine, then what needs a screen, sound or a server of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QUICK_BACKEND=software
.venv/bin/pytest -q -n 2 --dist loadgroup -m "not desktop"
.venv/bin/pytest -q -m desktop -p no:randomly
