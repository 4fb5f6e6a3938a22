"""The office that the terminal phones: rooms kiosks, identity, insurance, directory, documents. Stands alone."""
