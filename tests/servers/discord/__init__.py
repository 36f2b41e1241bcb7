"""Discord on a socket of this machine: its REST API and its gateway, scripted by tests, recording what a bot did.

    async with serving() as discord:
        guild = discord.add_guild("Desk")
        channel, ann = discord.add_channel(guild, "news"), discord.add_user("ann")
        ...                                     # start a bot on discord.api_base, discord.gateway_url, discord.token
        await discord.ready()
        asked = await discord.slash(channel, ann, "ask", question="Who controls Saraqib?")
        post = await asked.answered()
        assert "Saraqib" in post.text

What people do: slash, complete, menu, click, submit, say. What goes wrong: `discord.fail(…)` for requests,
`discord.gateway.{drop,silence,garble,reconnect,invalidate,refuse}` for connections, `discord.time.advance(s)` for
deadlines and tokens. What was seen: `discord.posts(channel)`, `discord.requests`, `discord.asked`, and
`discord.gateway.{identifies,resumes,heartbeats,closes}`. Wait with `discord.changes.until(lambda: …)`.
`python -m tests.servers.discord PORTFILE` serves it as a process of its own (see control.py).
"""

from tests.servers.discord.asked import Asked, NotOffered
from tests.servers.discord.server import DiscordServer, serving
from tests.servers.discord.world import MANAGER, Channel, Guild, Post, User

__all__ = ["MANAGER", "Asked", "Channel", "DiscordServer", "Guild", "NotOffered", "Post", "User", "serving"]
