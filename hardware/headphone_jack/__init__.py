"""The jack of the headphones, where it is a device of its own: a sound card's, told by Linux as a switch."""
