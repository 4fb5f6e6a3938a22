pragma ComponentBehavior: Bound

import QtQuick
import Linli.Workbench

// Keys for the things of a list, side by side as far as they fit.
Flow {
    id: choices

    required property ChoiceList model
    required property string prefix

    signal chosen(string itemId, bool on)
    signal labelChosen(string itemId, string label)

    width: parent ? parent.width : 0
    spacing: Sizes.gap

    Repeater {
        model: choices.model

        BenchKey {
            id: key

            required itemId
            required label
            required held

            objectName: choices.prefix + itemId
            onPressed: {
                choices.labelChosen(key.itemId, key.label);
                choices.chosen(key.itemId, !key.held);
            }
        }
    }
}
