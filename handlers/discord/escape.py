"""Text from outside → Discord's markdown in which it stands for itself. Pure.

Discord shows a backslash before any sign but a letter, digit or space as that sign.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bot.domain.places import Destination
from handlers.addresses import web_address
from handlers.safe import printable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SIGN = re.compile(r"[\\*_~`|<>\[\]]")
_ADDRESS = re.compile(r":(?=//)")
_INVITE = re.compile(r"(?<=discord)(app)?\.(?=\w)", re.IGNORECASE)
_EMOJI = re.compile(r":(?=(?:\\_|[\w+-])+:)")
_MENTION = re.compile(r"@(?=everyone|here)|(?<=<)@", re.IGNORECASE)
_LEAD = re.compile(r"-#|[-+#]|\d+(?=[.)])")
_ID = re.compile(r"[0-9]{1,20}")


def escape(text: str) -> str:
    """Text in which nothing is markup, mention, emoji, timestamp or address; at a line's start it needs `lead` too."""
    text = _SIGN.sub(r"\\\g<0>", printable(text))
    text = _EMOJI.sub(r"\:", _ADDRESS.sub(r"\:", text)) if ":" in text else text
    text = _INVITE.sub(r"\1\.", text) if "." in text else text
    # Discord's server looks for these in the raw text, backslash or not.
    return _MENTION.sub("@\u200b", text) if "@" in text else text


def lead(line: str) -> str:
    """A line of markdown, stripped, that does not begin a list, a heading or small print."""
    line = line.strip()
    found = _LEAD.match(line)
    if not found:
        return line
    number = found[0] if found[0].isdigit() else ""
    return f"{number}\\{line[len(number) :]}"


def link(text: str, url: str) -> str:
    """Text that leads to an address, without a preview; the text alone where the address is none for the web."""
    address = web_address(url)
    if not (address and text.strip()):
        return escape(text)
    # A bracket in the text of a link ends it, escaped or not.
    return f"[{escape(text.replace('[', '(').replace(']', ')'))}](<{address}>)"


def moment(at: datetime) -> str:
    """An instant, which each reader sees in their own zone, and how far away it is."""
    unix = (at - _EPOCH) // timedelta(seconds=1)
    return f"<t:{unix}:F> (<t:{unix}:R>)"


def channel(to: Destination) -> str:
    """A link to a channel, under the name that each reader sees, which pings nobody; '' where it is no channel."""
    ours = to.platform == "discord" and not to.thread
    return f"<#{to.channel}>" if ours and _ID.fullmatch(to.channel) else ""


def number(n: int) -> str:
    """The number of a source, as in the text and before the source."""
    return f"\\[{n}]"
