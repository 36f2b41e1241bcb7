"""The console: a person at a terminal, or lines in a pipe."""
