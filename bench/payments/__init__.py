"""What paying takes: orders a second at the office, and what stands on the screen how soon."""
