"""Money at the terminal: an order is paid by a code, her own code or a tap, and its end is learnt whatever happens."""
