import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings

// Qt's pinyin keyboard. It alone imports the virtual keyboard, which would slow the start down.
InputPanel {
    id: panel

    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = ["zh_CN"];
        VirtualKeyboardSettings.locale = "zh_CN";
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.None;
    }
}
