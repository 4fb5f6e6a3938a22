"""What is measured against peers, in the same run: one file a question."""
