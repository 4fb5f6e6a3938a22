import QtQuick
import Linli.Touch
import "../theme"

// The field of the pinyin keyboard. Sensitive: the keyboard must not learn names (UI.md).
TextInput {
    id: field

    required property Stage stage
    required property TextContent entry

    objectName: "text-field"
    Accessible.role: Accessible.EditableText
    Accessible.name: Plain.words(entry.headline)
    Accessible.description: Plain.words(entry.hint)
    leftPadding: Theme.padding
    rightPadding: Theme.padding
    verticalAlignment: TextInput.AlignVCenter
    clip: true
    focus: true
    color: Paint.ink
    font.pixelSize: Theme.action
    font.weight: Font.Bold
    maximumLength: entry.longest
    selectByMouse: false
    inputMethodHints: Qt.ImhSensitiveData | Qt.ImhPreferLowercase | Qt.ImhNoAutoUppercase
    cursorDelegate: Rectangle {
        width: Theme.line
        color: Paint.ink
    }

    onTextEdited: stage.typeText(entry.sceneId, text) // by a key, or by assistive technology
    onAccepted: if (entry.canSubmit) stage.submit(entry.sceneId)
    Component.onCompleted: {
        text = entry.draft;
        forceActiveFocus();
    }

    Connections {
        target: field.entry

        function onDraftChanged() {
            if (field.text !== field.entry.draft)
                field.text = field.entry.draft;
        }
    }
}
