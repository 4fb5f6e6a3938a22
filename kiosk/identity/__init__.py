"""Who somebody is: the ways to show it, and the levels of certainty."""
