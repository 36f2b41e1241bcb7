"""How a question becomes an answer: understand, rank, decide, say. All pure."""
