"""Reading Discord's markdown back, and texts that try to be some."""

from __future__ import annotations

from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

HOSTILE = (
    "@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#1>", "</now:1>", "<t:1:R>", "<:x:12>",
    "https://evil.example/a", "discord.gg/abc", "[a](https://evil.example)", "![a](<https://evil.example>)", "<https:",
    "*", "**", "***a***", "_", "__", "~~", "~", "|", "||", "`", "```", "``", "\\", "\\\\", "[", "]", "(", ")", "<", ">",
    "# ", "### ", "-# ", "- ", "+ ", "* ", "1. ", "2) ", "> ", ">>> ", "---", "===", "    ", "\t", "\n", "\r\n",
    "\u202e", "\u200b", "\u2066", "\ud800", "\x00", "\x1b[31m", "😀", "👩‍👩‍👧", "ـة", "شمال غرب سوريا", "é",
    "\u2028", ":smile:", ":a_b:", "@", "everyone", "http", ":", "//", "s", " ", "a", "discord", ".", "gg", "[1]",
    "&lt;", "word ",
)  # fmt: skip

texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join),
    st.text("\\*_~`|<>[]()#-+>.:/@!&1 a", max_size=40),
)

# What Discord does not have either: entities, HTML, indented code. Times are markup of ours, which it takes for text.
_READER = MarkdownIt("commonmark").enable("strikethrough").disable(["entity", "code", "html_block", "html_inline"])


def parsed(text: str) -> list[Token]:
    """The tokens of a text, those of its lines among them, in order."""
    return [t for block in _READER.parse(text) for t in (block, *(block.children or ()))]


def seen(text: str) -> str:
    """The words that a reader sees, with single spaces."""
    breaks = ("softbreak", "hardbreak", "paragraph_close", "heading_close")
    words = "".join(" " if t.type in breaks else t.content for t in parsed(text) if t.type != "inline")
    return " ".join(words.replace("@\u200b", "@").split())
