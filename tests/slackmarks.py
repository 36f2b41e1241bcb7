"""Reading Slack's texts back as strictly as it may read them, and texts that try to be markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

HOSTILE = (
    "@everyone", "@here", "@channel", "<@U012AB3CD>", "<!here>", "<!channel>", "<!everyone>", "<!subteam^S1|@a>",
    "<#C1>", "<!date^1^{date}|x>", "<https://evil.example|a>", "https://evil.example/a", "<mailto:a@b.c|d>",
    "&lt;!here&gt;", "&", "&amp;", "<", ">", "|", "*", "*b*", "**", "_", "_i_", "~", "~s~", "`", "```", "`c`",
    ":smile:", ":a_b:", "::", ":+1:", "&gt; ", "> ", ">>> ", "- ", "• ", "1. ", "\n", "\r\n", "\t", "\u202e",
    "\u200b", "\u2060", "\u2066", "\ud800", "\x00", "\x1b[31m", "😀", "👩\u200d👩\u200d👧", "شمال غرب سوريا", "é", "你",
    "\u2028", "@", "here", "!", "^", "http", ":", "//", "s", " ", "a", "1", "[1]", "word ", "\"", "\\",
)  # fmt: skip

texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join),
    st.text("\\*_~`|<>&@!#^:[]()/1 a\u200b", max_size=40),
)

TOKEN = re.compile(r"<(https?://[^\s<>|]+)\|([^<>|]+)>")
"""The only thing in angle brackets that mrkdwn of ours has: a link with its text."""

_OURS = re.compile(r"^\*\[(\d+)\]\* ", re.MULTILINE)
_FORMAT = re.compile(r"`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])")
_EMOJI = re.compile(r":[\w+'-]*[a-z][\w+'-]*:", re.IGNORECASE)
_ALIKE = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u223c": "~", "\u2018": "`", "\u2236": ":", "¦": "|"})


def mistakes(mrkdwn: str) -> list[str]:
    """What Slack could read as markup, beside links and the bold numbers of sources."""
    bare = TOKEN.sub(lambda m: m[2], _OURS.sub(r"[\1] ", mrkdwn))
    found = [m[0] for pattern in (_FORMAT, _EMOJI) for m in pattern.finditer(bare)]
    found += re.findall(r"[<>]|&(?!amp;|lt;|gt;)", bare)
    found += re.findall(r"(?m)^(?:&gt;|>)", bare)
    return found + re.findall(r"@(?:everyone|here|channel)", bare, re.IGNORECASE)


def seen(mrkdwn: str) -> str:
    """The words that a reader sees, with single spaces, signs that look alike being those that they stand for."""
    text = TOKEN.sub(lambda m: m[2], _OURS.sub(r"[\1] ", mrkdwn))
    text = text.replace("\u200b", "").replace("\u2060", "").translate(_ALIKE)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return " ".join(text.split())


def leaves(part: Any) -> Iterator[dict[str, Any]]:
    """Everything in blocks that has a text or is shown by itself, in the order in which it is read."""
    if isinstance(part, list):
        for inner in part:
            yield from leaves(inner)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str) or part.get("type") in ("date", "channel"):
            yield part
        for inner in part.values():
            if isinstance(inner, dict | list):
                yield from leaves(inner)


def told(blocks: list[dict[str, Any]]) -> str:
    """The words of blocks, as a reader sees them."""
    texts = (seen(p["text"]) if p["type"] == "mrkdwn" else p.get("text", p.get("fallback", "")) for p in leaves(blocks))
    return "\n".join(texts).replace("\u200b", "")
