"""Model packs: the speech models of a terminal, from wherever they can be had, and believed by their sha256."""
