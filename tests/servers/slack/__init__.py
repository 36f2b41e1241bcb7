"""Slack on a socket of this machine: Web API, Socket Mode, signed HTTP and OAuth, scripted by tests, recording all.

    async with slack_server() as server:
        team = server.add_team("T1")
        team.channel("C1"); team.user("U1", admin=True)
        ...                                     # start a bot on server.base, server.app_token, team.token
        await server.ready()
        asked = await team.command("U1", "C1", "/sitrep", "Who controls Saraqib?")
        assert asked.ack_ms < 300 and "Saraqib" in (await asked.answered()).words

What people do (methods of Team): command, says, dms, clicks, shortcut, submits, closes, suggests, opens_home,
context_changed, uninstalls. Each takes `wait` (for the acknowledgement), `via` ("socket", "http"), `copies`, `retry`.
What goes wrong: server.fault(method, kind), server.{drop_sockets, disconnect, half_open, refuse_sockets}, and
server.time.advance(s) for triggers, response URLs and streams. What was seen: team.{posts, ephemerals, views, modals,
statuses, prompts, calls}, server.calls. Wait with `server.changes.until(lambda: …)`.
`python -m tests.servers.slack FILE` serves it as a process of its own (see control.py).
"""

from tests.servers.slack.asked import Asked, Sent
from tests.servers.slack.faults import error, slow
from tests.servers.slack.server import SlackServer, slack_server
from tests.servers.slack.team import Team
from tests.servers.slack.views import View
from tests.servers.slack.world import Channel, NotOffered, Post, User

__all__ = [
    "Asked", "Channel", "NotOffered", "Post", "Sent", "SlackServer", "Team", "User", "View", "error", "slack_server",
    "slow",
]  # fmt: skip
