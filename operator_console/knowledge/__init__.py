"""Articles, language, index, search and suggestion: plain functions and values; no window, network or database."""
