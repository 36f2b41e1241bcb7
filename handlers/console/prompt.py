"""Reads lines from a person at a terminal, with history and completion."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.domain.errors import BadRequest
from bot.domain.facts import TOPICS
from bot.domain.ports import Lexicon
from handlers.commands import COMMANDS
from handlers.console.inbound import ENDINGS
from handlers.parse import groups, split_name
from handlers.request import Command, Option

PROMPT = "sitrep> "


class Words(Completer):
    """Completes commands, their options and choices, and the names, topics and measures of the case."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = sorted({n for e in lexicon.entities for n in (e.name, *e.aliases)}, key=str.casefold)
        self._lists: dict[str, list[str]] = {
            "entities": names,
            "topics": list(TOPICS),
            "about": [*TOPICS, *names],
            "measures": [m.title for m in lexicon.measures],
            "commands": [*COMMANDS, *groups(COMMANDS)],
        }

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        text = document.text_before_cursor
        if not text.startswith("/"):
            yield from self._names(text, complete_event.completion_requested)
            return
        typed_name = text[1:]
        for command in COMMANDS.values():
            if command.name.startswith(typed_name.casefold()):
                yield Completion(command.name, -len(typed_name), display_meta=command.summary)
        try:
            known, rest = split_name(typed_name, COMMANDS)
        except BadRequest:
            return
        if " " in typed_name:
            yield from self._options(known, rest)

    def _options(self, command: Command, rest: str) -> Iterable[Completion]:
        word = rest[rest.rfind(" ") + 1 :]
        name, colon, start = word.partition(":")
        if colon:
            for option in command.options:
                if option.name == name:
                    yield from _starting(start[start.rfind(",") + 1 :], self._of(option))
            return
        given = re.findall(r"(\w+):", rest)
        for option in command.options:
            if option is not command.main and option.name.startswith(word.casefold()) and option.name not in given:
                yield Completion(f"{option.name}:", -len(word), display_meta=option.help)
        if command.main and not given:
            yield from _starting(rest.lstrip(), self._of(command.main))

    def _of(self, option: Option) -> list[str]:
        return list(option.choices) or self._lists.get(option.completes, [])

    def _names(self, text: str, asked_for: bool) -> Iterable[Completion]:
        word = re.split(r"\s", text)[-1]
        if len(word) >= 3 or (word and asked_for):
            yield from _starting(word, self._lists["entities"])


def _starting(start: str, words: list[str]) -> Iterable[Completion]:
    for word in words:
        if word.casefold().startswith(start.casefold()):
            yield Completion(word, -len(start))


def history(file: Path) -> History:
    """What was typed before, kept in `file`; in memory only where it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))


async def typed(session: PromptSession[str]) -> AsyncIterator[str]:
    """What a person types, line by line. Ctrl-C drops a line, twice in a row or Ctrl-D ends."""
    warned = False
    while True:
        try:
            line = (await session.prompt_async(PROMPT)).strip()
        except KeyboardInterrupt:
            if warned:
                return
            warned = True
            continue
        except EOFError:
            return
        warned = False
        if line in ENDINGS:
            return
        if line:
            yield line


def new_session(lexicon: Lexicon, file: Path, busy: Callable[[], str] = str) -> PromptSession[str]:
    """A prompt with completion, with history in `file`, and under it what the bot is `busy` with."""
    return PromptSession(
        history=history(file),
        completer=Words(lexicon),
        complete_while_typing=True,
        auto_suggest=AutoSuggestFromHistory(),
        bottom_toolbar=lambda: busy() or None,
        refresh_interval=1.0 if busy() else 0,
    )
