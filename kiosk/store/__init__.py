"""What the terminal itself keeps: a journal of irreversible acts. Nothing personal."""
