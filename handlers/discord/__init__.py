"""Discord: slash commands, mentions, direct messages, and posts."""
