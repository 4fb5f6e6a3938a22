"""The small lights beside slots and on the front."""
