"""How the synthetic hall of `backend seed` is made up."""
