"""What `make bench`, `make eval` and `make fit` run."""
