"""Practice visitors: written dialogues played over real visitor connections, in a process of their own."""
