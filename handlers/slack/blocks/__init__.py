"""Messages → Slack's blocks: texts, tables, small print, buttons. Pure."""
