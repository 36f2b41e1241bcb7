"""Addresses from outside that may be led to. Pure."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from handlers.safe import printable

LONGEST_URL = 400
"""A longer address is left out: it would take the room of what is said."""

_SAFE_IN_URL = "%!#$&*+,/:;=?@~"


def web_address(url: str) -> str:
    """The address with whatever markup could take for its end written as %XX; '' where it is none of http(s)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or printable(url) != url:
        return ""
    address = quote(url, safe=_SAFE_IN_URL)
    return address if len(address) <= LONGEST_URL else ""
