#!/usr/bin/env bash
# Real voices for `kiosk bench voice`, which understand nothing of ours: Debian's telephone announcements in five languages,
# 90 MB, unpacked into build/voice-bench/foreign. Nothing is installed; what is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

there=build/voice-bench/foreign
packages=()
for language in en es fr it ru; do
    ls -d "$there/${language}_"* >/dev/null 2>&1 || packages+=("asterisk-core-sounds-$language-wav")
done
[ ${#packages[@]} -gt 0 ] || exit 0

echo "fetching ${#packages[@]} recorded voices of other languages" >&2
mkdir -p "$there"
work=$(mktemp -d build/voice-bench/fetching.XXXXXX)
trap 'rm -rf "$work"' EXIT
fetch() { (cd "$work" && apt-get -q -o APT::Sandbox::User="$(id -un)" download "${packages[@]}" >/dev/null 2>"$1"); }
if ! fetch /dev/null; then  # a machine that has never asked for its lists knows no package
    as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q >/dev/null 2>&1 || true
    if ! fetch errors; then
        cat "$work/errors" >&2
        echo "they cannot be had now: the network, and Debian's sources of packages, are needed" >&2
        exit 1
    fi
fi
for package in "$work"/*.deb; do
    dpkg -x "$package" "$work/unpacked"
done
for speaker in "$work"/unpacked/usr/share/asterisk/sounds/*_*_*; do
    mv "$speaker" "$there/"  # one step: a speaker is there whole or not at all
done
