"""How the face engine stands attacks, and what it costs."""
