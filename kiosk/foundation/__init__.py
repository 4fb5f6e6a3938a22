"""What every room stands on: errors, clock, money, settings, log. Knows nothing of halls."""
