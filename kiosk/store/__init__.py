"""What the terminal itself keeps: irreversible acts, what was done with faces, what the office is owed. No names."""
