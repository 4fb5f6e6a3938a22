"""The touch screen: one QML page (in `ui/pages`) for each kind of prompt, and the objects that the pages bind to.

How `kiosk.app.wiring` wires it:

    prepare_environment()                        # kiosk.app.window: before QGuiApplication is made
    application = open_application()             # GUI thread
    stage = Stage(Site("杏花社区便民服务馆"), clock)
    window = Window(stage, Shape.PORTRAIT)       # the RESTING page; `window.first_frame` is emitted once
    touch = TouchModality(stage)                 # still on the GUI thread; a `kiosk.visit.stage.Modality`
    ...                                          # on the loop thread, when the desk exists:
    touch.wire(loop, desk, repeat)               # `repeat`: the speaking modality says its last words again
    touch.hang(mirror)                           # pages that ask for a face show what is held up to it
    touch.clear(Gone.WAITING)                    # the attract page: a touch calls `desk.begin()`

The methods of `TouchModality` run on the loop thread and cross to the GUI thread by ONE queued signal; what
QML does is posted to the desk with `loop.call_soon_threadsafe`. Answers name their scene: late ones are dropped
twice, here and at the desk. `touch.network(bool)`, `touch.announce(tuple[str, ...])` and `touch.watching(bool)` tell
the shell the rest.

`Option.icon`, `Way.icon`, `Act.icon`, `Scene.icon`: any key of `GLYPHS`. `Option.tint`, `Scene.tint`: jade,
persimmon, cyan, indigo, plum, moss, ochre, rose. `Way.id` with a picture of its own: `id_card`.

Everything that can be touched has as objectName its item id (`kiosk.visit.items`), or one of: `attract`,
`bar-back`, `bar-home`, `bar-repeat`, `mode-size`, `bar-staff`, `idle-stay`, `curtain`, `bar-help`, `help-close`,
`erase-all`, `page-back`, `page-on`, `work-cancel`, `text-field`. The mirror is `mirror`.
"""

from kiosk.modalities.touch.icons import GLYPHS
from kiosk.modalities.touch.modality import TouchModality
from kiosk.modalities.touch.site import Site
from kiosk.modalities.touch.stage import Stage

__all__ = ["GLYPHS", "Site", "Stage", "TouchModality"]
