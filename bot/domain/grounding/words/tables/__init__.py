"""The thesaurus by subject. How a table is written is told at the top of war.py."""
