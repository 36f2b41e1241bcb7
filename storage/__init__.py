"""How it remembers: the fact base, the vectors and the journal in one SQLite file; cases read from their folders."""
