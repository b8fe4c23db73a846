"""Tools for the people who work on the code; the product does not know them."""
