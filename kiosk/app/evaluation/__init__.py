"""How well the terminal understands a folder of recordings: how a hall proves its dialects with its own residents."""
