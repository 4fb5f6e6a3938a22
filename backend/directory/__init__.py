"""Buildings, contacts, emergency numbers and notices, given out as one signed bundle."""
