"""Faces, as far as an office knows of them: consents, and the word of a terminal. No picture, no vectors."""
