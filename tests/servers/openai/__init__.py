"""A language model on a socket of this machine: OpenAI's chat completions, scripted by tests, recording all.

    async with openai_server(honest) as server:
        ...                                     # point a client at server.base
        server.next("500", "fine", Act(kind="429", headers={"Retry-After": "3"}))   # the coming requests, in this order
        server.usual = Act(kind="hang")         # all that come after those
        await server.changes.until(lambda: server.asked)
        assert server.asked[0].job == "draft"

What replies say comes from a brain, `(job, rules, data, schema) -> JSON value`: see brains.py (`honest`, `lying(seed)`,
`blank`); `replay([…])` says what it was given, one after the other. What goes wrong: acts.py.
`python -m tests.servers.openai --port N --brain NAME` serves it as a process of its own.
"""

from tests.servers.openai.acts import KINDS, Act
from tests.servers.openai.asked import Asked
from tests.servers.openai.brains import BRAINS, Brain, blank, honest, lying, replay
from tests.servers.openai.server import OpenAIServer, openai_server

__all__ = [
    "BRAINS", "KINDS", "Act", "Asked", "Brain", "OpenAIServer", "blank", "honest", "lying", "openai_server", "replay",
]  # fmt: skip
