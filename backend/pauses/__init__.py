"""Services that residents stopped half-way: sealed, kept for a day, opened once by a code."""
