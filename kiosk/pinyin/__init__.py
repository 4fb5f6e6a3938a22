"""How hanzi are read: for the voices, which say syllables, and for understanding, which compares them."""
