"""The microphone: it listens only while somebody asked it to, and keeps nothing."""
