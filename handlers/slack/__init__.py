"""Slack: one slash command, mentions, direct messages, the pane beside a channel, App Home, and posts."""
