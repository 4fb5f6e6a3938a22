"""What the terminal touches: one room a device kind, its contract and its real drivers."""
