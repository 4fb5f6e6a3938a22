"""Model packs: what a terminal listens and speaks with, fetched, checked, and laid where it is looked for."""
