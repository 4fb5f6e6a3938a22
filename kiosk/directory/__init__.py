"""Who helps whom in the neighbourhood: the signed bundle of contacts, and looking things up in it."""
