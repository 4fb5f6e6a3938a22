#!/usr/bin/env bash
# Every test: first what can share the machine (three at a time on two cores: they wait as often as they work), then what needs a screen, sound or a server of its own.
# What failed beside others is run once more by itself: a machine too busy for a deadline is told apart from a fault,
# and named, so that the test can be made to wait for the effect. More than a few failures are no accident.
set -uo pipefail
cd "$(dirname "$0")/.."
export QT_QUICK_BACKEND=software
failures=.pytest_cache/v/cache/lastfailed
most_accidents=4
ends=0
stage() {
    rm -f $failures
    .venv/bin/pytest -q "$@" && return
    local count; count=$(grep -c '"' $failures 2>/dev/null || true)
    if [ "${count:-0}" -gt 0 ] && [ "$count" -le $most_accidents ]; then
        echo "== once more, by itself (if it passes now, it does not stand a busy machine):"
        grep '"' $failures
        .venv/bin/pytest -q --last-failed --last-failed-no-failures none -n 0 -p no:randomly && return
    fi
    ends=1
}
stage -n 3 --dist loadgroup -m "not desktop"
stage -m desktop -p no:randomly
exit $ends
