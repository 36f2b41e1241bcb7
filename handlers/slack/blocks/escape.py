"""Text from outside → Slack's texts, in which it stands for itself. Pure.

Rich text and plain text have no markup. Where Slack reads mrkdwn, `&`, `<` and `>` are entities; for its other marks it
has no way to say that they are none, so that they give way to signs that look alike.
"""

from __future__ import annotations

import re

from handlers.addresses import web_address
from handlers.safe import printable

_MENTION = re.compile(r"@(?=channel|here|everyone)", re.IGNORECASE)
_EMOJI = re.compile(r":(?=[\w+'-]*[a-z])(?=[\w+'-]+:)", re.IGNORECASE)
# Between letters or digits, as in a name_of_a_file, Slack takes them for what they are.
_SIGN = re.compile(r"`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])")
_ALIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u2018"}
_COLON = "\u2236"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def words(text: str) -> str:
    """Text for rich and for plain text: nothing hides in it, and nobody reads a mention of everybody."""
    text = printable(text)
    return _MENTION.sub("@\u200b", text) if "@" in text else text


def escape(text: str) -> str:
    """Text for mrkdwn, in which nothing is markup, mention or emoji; at a line's start it needs `lead` too."""
    text = words(text)
    text = _EMOJI.sub(_COLON, text) if ":" in text else text
    return _SIGN.sub(lambda sign: _ALIKE[sign[0]], text).translate(_ENTITIES)


def lead(line: str) -> str:
    """A line of mrkdwn, stripped, that is no quote."""
    line = line.strip()
    return f"\u2060{line}" if line.startswith("&gt;") else line


def link(text: str, url: str) -> str:
    """Text that leads to an address; the text alone where the address is none for the web."""
    address = web_address(url)
    if not (address and text.strip()):
        return escape(text)
    # Slack reads the address up to the first of these.
    return f"<{address.translate(_ENTITIES)}|{escape(text.replace('|', '¦'))}>"
