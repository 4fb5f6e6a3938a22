"""What the five social insurances hold about a resident."""
