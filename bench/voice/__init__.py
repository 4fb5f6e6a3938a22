"""How well the terminal understands what is said to it: a synthetic command set, our result, and the baselines."""
