"""What can be wrong with an index on disk; knows no index."""


class IndexUnusable(Exception):
    """There is no index, or it is damaged, of another format or of another machine: build it anew."""
