"""The loudspeaker and the headphones: one queue of sound, silenced at once."""
