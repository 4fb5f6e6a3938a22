"""Where the parts are picked and joined, and what runs them: the one room that knows all others."""
