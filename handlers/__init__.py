"""How Sitrep speaks: one command table, messages, and the platforms that show them."""
