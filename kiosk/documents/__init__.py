"""Paper: what a slip looks like, and printing it once."""
