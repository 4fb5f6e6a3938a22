#!/usr/bin/env bash
# Everything that can be said of the code without running it. Prints only what is wrong.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=0
step() {
    local name=$1; shift
    local output
    if ! output=$("$@" 2>&1); then
        printf '== %s\n%s\n' "$name" "$output"
        failed=1
    fi
}
step "ruff" $bin/ruff check .
step "format" $bin/ruff format --check .
step "types" $bin/mypy
step "imports" $bin/lint-imports
step "qml" packaging/qml.sh
step "money" $bin/python packaging/money.py
step "secrets and hosts" packaging/forbidden.sh
exit $failed
