"""Benchmarks: print figures, percentiles and ratios; never part of the tests."""
