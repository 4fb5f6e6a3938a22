pragma Singleton

import QtQml

// Words for assistive technology, without the marks that keep a number and its measure on one line of the screen
// (kiosk/modalities/touch/joined.py): a voice would stumble over them.
QtObject {
    function words(seen: string): string {
        return seen.replace(/\u00a0/g, " ").replace(/\u2060/g, "");
    }
}
