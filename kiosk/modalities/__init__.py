"""Three ways to hold one prompt: touch, keypad, voice. With `kiosk.app` the only rooms that see Qt."""
