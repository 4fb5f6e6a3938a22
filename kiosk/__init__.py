"""The terminal: what it knows. People see `ui/`, it touches `hardware/`, it phones `backend/`."""
