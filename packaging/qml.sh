#!/bin/sh
# qmllint over ui/, with the types of kiosk/modalities/touch described for it. Prints only problems.
set -eu
cd "$(dirname "$0")/.."
types=build/qml/Linli/Touch
bin=.venv/bin
mkdir -p "$types"
# The order matters: the dumper knows a class as a QObject only if it has read its base before.
room=kiosk/modalities/touch
"$bin/pyside6-metaobjectdump" --quiet --out-file "$types/touch.json" \
    $room/icons.py $room/bars.py $room/options.py $room/strips.py $room/contents.py $room/stage.py
metatypes=$("$bin/python" -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent / "Qt/metatypes")')
"$bin/pyside6-qmltyperegistrar" --import-name Linli.Touch --major-version 1 --minor-version 0 \
    --foreign-types "$(ls "$metatypes"/qt6core_metatypes.json "$metatypes"/qt6gui_metatypes.json \
        "$metatypes"/qt6qml_metatypes.json "$metatypes"/qt6quick_metatypes.json | paste -sd,)" \
    --generate-qmltypes "$types/touch.qmltypes" -o "$types/unused.cpp" "$types/touch.json"
printf 'module Linli.Touch\ntypeinfo touch.qmltypes\ndepends QtQuick\n' >"$types/qmldir"
# qmllint finds the singletons of a qmldir only by absolute paths.
find "$PWD/ui" -name '*.qml' -print0 | xargs -0 "$bin/pyside6-qmllint" -W 0 -I build/qml
