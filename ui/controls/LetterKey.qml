import QtQuick
import "../theme"

// A key of the initials board.
NumberKey {
    word: true
    radius: Theme.smallRadius
}
