"""The residents and how they log in: a card becomes a session."""
