#!/bin/sh
# qmllint over ui/, with the types that Python gives to QML described for it in build/qml. Prints only problems.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
foreign=$("$bin/python" -c '
import pathlib, PySide6
folder = pathlib.Path(PySide6.__file__).parent / "Qt/metatypes"
print(",".join(str(folder / f"qt6{part}_metatypes.json") for part in ("core", "gui", "qml", "quick")))')

# describe MODULE FILE...: a class is known as a QObject only if its base has been read before it: mind the order.
describe() {
    types=build/qml/$(echo "$1" | tr . /)
    module=$1
    shift
    mkdir -p "$types"
    "$bin/pyside6-metaobjectdump" --quiet --out-file "$types/types.json" "$@"
    "$bin/pyside6-qmltyperegistrar" --import-name "$module" --major-version 1 --minor-version 0 \
        --foreign-types "$foreign" --generate-qmltypes "$types/types.qmltypes" -o "$types/unused.cpp" "$types/types.json"
    printf 'module %s\ntypeinfo types.qmltypes\ndepends QtQuick\n' "$module" >"$types/qmldir"
}

room=kiosk/modalities/touch
describe Linli.Touch $room/icons.py $room/bars.py $room/options.py $room/strips.py $room/contents.py $room/stage.py
bench=$(grep -rl --include='*.py' '^QML_IMPORT_NAME = "Linli.Workbench"' kiosk | sort || true)
# shellcheck disable=SC2086  # a list of files
[ -z "$bench" ] || describe Linli.Workbench $bench

# qmllint finds the singletons of a qmldir only by absolute paths.
if ! found=$(find "$PWD/ui" -name '*.qml' -print0 | xargs -0 "$bin/pyside6-qmllint" -W 0 -I build/qml 2>&1); then
    echo "$found" | sed -e '/qmllint -W 0/d' -e '/^xargs:/d' -e "s|$PWD/||g" >&2
    exit 1
fi
