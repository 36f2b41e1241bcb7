"""What only HTTP takes: signed requests, and workspaces that install the bot by themselves."""
