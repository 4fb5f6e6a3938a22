import QtQuick
import "../theme"

// A key of the initials board.
NumberKey {
    word: true
    small: true
    radius: Theme.smallRadius
}
