#!/bin/sh
# qmllint over ui/, with the types that Python gives to QML described for it. Prints only problems.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
metatypes=$("$bin/python" -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent / "Qt/metatypes")')
foreign=$(ls "$metatypes"/qt6core_metatypes.json "$metatypes"/qt6gui_metatypes.json \
    "$metatypes"/qt6qml_metatypes.json "$metatypes"/qt6quick_metatypes.json | paste -sd,)

describe() { # module, then its Python files; the dumper knows a class as a QObject only if it has read its base before
    module=$1
    shift
    types=build/qml/$(echo "$module" | tr . /)
    mkdir -p "$types"
    "$bin/pyside6-metaobjectdump" --quiet --out-file "$types/types.json" "$@"
    "$bin/pyside6-qmltyperegistrar" --import-name "$module" --major-version 1 --minor-version 0 \
        --foreign-types "$foreign" --generate-qmltypes "$types/types.qmltypes" -o "$types/unused.cpp" "$types/types.json"
    printf 'module %s\ntypeinfo types.qmltypes\ndepends QtQuick\n' "$module" >"$types/qmldir"
}

room=kiosk/modalities/touch
describe Linli.Touch $room/icons.py $room/qr.py $room/bars.py $room/options.py $room/strip_list.py $room/page_content.py $room/entries.py $room/pay_content.py $room/contents.py $room/look.py $room/talking.py $room/looking_glass.py $room/stage_frame.py $room/touches.py $room/stage.py
room=kiosk/app/demo/workbench
describe Linli.Workbench $room/choices.py $room/things.py $room/tabletop.py
# PySide 6.11 does not pass on that a property is constant, so qmllint would call each of them stale.
# qmllint finds the singletons of a qmldir only by absolute paths.
find "$PWD/ui" -name '*.qml' -print0 | xargs -0 "$bin/pyside6-qmllint" -W 0 --stale-property-read disable -I build/qml
