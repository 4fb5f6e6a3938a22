#!/usr/bin/env bash
# Makes the hashed lock from pyproject.toml. The lock names no index host: the machine's pip knows its own.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || true)
if [ -z "$uv" ]; then python3 -m venv build/lock; build/lock/bin/pip install --quiet uv; uv=build/lock/bin/uv; fi
"$uv" pip compile pyproject.toml --extra dev --python-version 3.11 --no-emit-index-url --no-header --no-annotate \
    --generate-hashes --output-file packaging/requirements.lock "$@" > /dev/null
