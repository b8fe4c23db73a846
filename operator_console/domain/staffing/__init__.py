"""How many agents a desk needs, from its own recorded days; pure: chance comes in as a seeded source."""
