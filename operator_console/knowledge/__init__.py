"""Articles, language analysis, index, search and suggestion: plain functions and values that know no window, network or database."""
