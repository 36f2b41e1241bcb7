"""Answers for one call of the `sitrep` command: text for a reader, JSON lines for a program."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from bot.domain.errors import BadRequest
from bot.domain.model import Engine
from handlers import arguments, batch
from handlers.answers import answer_message
from handlers.commands import COMMANDS, question, run_command
from handlers.console.outbound import zone_of
from handlers.moments import parse_moment
from handlers.plain import render
from handlers.request import Services, Talk, make_request
from handlers.typed import SHELL

TALK = Talk(asked_by="command-line", sign=SHELL)


async def ask(services: Services, args: argparse.Namespace, out: TextIO, *, timezone: str) -> int:
    """`sitrep ask QUESTION`. Raises BadRequest for a question or moment that cannot be read."""
    values = {"question": " ".join(args.question)} | ({"as_of": args.as_of} if args.as_of else {})
    request = make_request(COMMANDS["ask"], values, zone=services.zone, now=services.clock.now(), talk=TALK)
    text = request.words["question"]
    for engine in engines_of(services, args.engine):
        if args.json:
            asked = batch.Asked(id="1", text=text, as_of=request.as_of, engine=engine)
            out.write(batch.to_json(await batch.answer_one(services, asked, TALK, record=True, why=args.why)) + "\n")
            continue
        reply = await services.asker.ask(replace(question(request, text), engine=engine))
        message = answer_message(reply, zone=services.zone, why=args.why)
        if args.engine == "both":
            message = replace(message, title=f"Engine: {engine}")
        out.write(render(message, zone_of(timezone)) + "\n")
    return 0


def engines_of(services: Services, named: str) -> tuple[Engine, ...]:
    """Who may word the answers. Raises BadRequest where a model is asked for and there is none."""
    if named in ("model", "both") and not services.model:
        raise BadRequest("there is no model; set [llm] base_url and model, see docs/MODELS.md")
    both: tuple[Engine, ...] = ("extractive", "model")
    return both if named == "both" else tuple(e for e in both if e == (named or "model"))


async def ask_batch(services: Services, args: argparse.Namespace, out: TextIO) -> int:
    """`sitrep ask --batch FILE`: always JSON, a line an answer. Raises BadRequest where FILE cannot be read."""
    as_of = parse_moment(args.as_of, zone=services.zone, now=services.clock.now()) if args.as_of else None
    engines = engines_of(services, args.engine)
    async for record in batch.answer_lines(services, _lines(args.batch), as_of=as_of, why=args.why, engines=engines):
        out.write(batch.to_json(record) + "\n")
        out.flush()
    return 0


async def command(services: Services, args: argparse.Namespace, out: TextIO, *, timezone: str) -> int:
    """A command of the table. Raises BadRequest for options that cannot be read."""
    wanted, values = arguments.entry(args)
    message = await run_command(services, wanted, values, TALK)
    out.write(render(message, zone_of(timezone)) + "\n")
    return 0


def _lines(name: str) -> Iterable[bytes]:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).read_bytes().splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadRequest(f"{name}: {reason}; give a file of JSON lines, or - for stdin") from error
