"""The camera over the screen: it looks only while somebody asked it to, and keeps nothing."""
