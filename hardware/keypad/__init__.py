"""The tactile keypad under the screen, with its headphone jack."""
