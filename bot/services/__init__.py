"""One use case a file, named by what it does."""
