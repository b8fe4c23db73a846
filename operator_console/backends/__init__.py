"""One folder per chat server the desk can talk to, behind the port of `base`; adapters know nothing of each other."""
