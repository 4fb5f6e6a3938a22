"""Bills of households: what is owed, why, and that it was paid exactly once."""
