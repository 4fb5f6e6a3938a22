"""A certified payment terminal beside ours: we say how much, it alone sees the card and the PIN."""
