"""Visitors who want to be called: a short list in the rail, and a sheet on which an agent carries it out."""
