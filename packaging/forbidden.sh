#!/usr/bin/env bash
# What must never be committed: hosts of package registries, paths of a developer's machine, private keys.
set -uo pipefail
cd "$(dirname "$0")/.."
# The patterns are written so that they do not match themselves.
hosts='py[p]i\.org|python[h]osted|registry\.npm[j]s|deb\.deb[i]an\.org|mirrors?\.[a-z]+\.(edu|com)'
paths='/wor[k]/|/roo[t]/|/hom[e]/[a-z]'
keys='BEGIN [A-Z ]*PRIVAT[E] KEY'
if git grep -nIE "$hosts|$paths|$keys" -- . ':!LICENSE'; then
    echo "the lines above must not be committed"
    exit 1
fi
