"""Makes the pictures in docs/img: what people get on Discord, asked of the shipped case and shown by a browser.

SimCord stands in for Discord and lays a message out as Discord's client would; Chromium makes a picture of that.
`python -m bench.pictures [CHROMIUM]`; `make pictures` installs what it takes.
"""

from __future__ import annotations

import asyncio
import importlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import discord

from bot.domain.delivery import Destination
from handlers.commands import COMMANDS, answer_to
from handlers.discord.layout import lay
from handlers.discord.render import render
from handlers.request import Talk
from storage.casefiles import read_case
from storage.store import open_store
from tests.simworlds import World, world

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "img"
ASKED = {
    "discord-answer": ("When did OCHA say 900,000 people were displaced?", "2020-02-20"),
    "discord-disputed": ("how many turkish soldiers were killed in the 27 february air strike?", "2020-03-03"),
}
DIGEST = ("discord-digest", {"about": "displacement", "as_of": "2020-02-13"})
PHONE = (480, 2000)
"""Width and height in pixels; a picture is cut to its message."""


async def pictures(folder: Path, chromium: str) -> None:
    """Write a picture of an answer, a disputed answer and a digest."""
    use(chromium)
    with tempfile.TemporaryDirectory(prefix="sitrep-pictures-") as made:
        loaded = Path(made, "loaded.db")
        async with open_store(f"sqlite:///{loaded}") as store:
            await store.cases.load(read_case(ROOT / "cases" / "idlib"))
        async with world(loaded, Path(made)) as here:
            shown = {name: await asked(here, *question) for name, question in ASKED.items()}
            shown[DIGEST[0]] = await posted(here, DIGEST[1])
            width, height = PHONE
            zone = "Europe/Istanbul"
            view = here.env.preview(here.channel, viewers=[here.ann], width=width, height=height, timezone=zone)
            async with view as preview:
                for name, target in shown.items():
                    shot = await preview.screenshot(folder / f"{name}.png", target=target)
                    print(f"{shot.path}: {shot.output_width} x {shot.output_height}")


async def asked(here: World, question: str, as_of: str) -> Any:
    """The answer that somebody gets with /ask."""
    result = await here.ann.slash(here.channel, "ask", question=question, as_of=as_of)
    await here.settled()
    return result.response


async def posted(here: World, values: dict[str, str]) -> Any:
    """A sitrep as it is posted by itself."""
    talk = Talk(here=Destination(platform="discord", workspace=str(here.guild.id), channel=str(here.channel.id)))
    page = render(await answer_to(here.services, COMMANDS["now"], values, talk), cards=True)[0]
    channel = here.bot.get_channel(here.channel.id)
    assert isinstance(channel, discord.TextChannel)
    view = lay(page.body, key="20200213").view
    assert isinstance(view, discord.ui.LayoutView)
    return await channel.send(view=view)


def use(chromium: str) -> None:
    """Have Playwright start this Chromium: SimCord asks for the one that Playwright would download."""
    browsers = importlib.import_module("playwright.async_api").BrowserType
    launch = browsers.launch

    async def local(browser: Any, **options: Any) -> Any:
        return await launch(browser, **options, executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

    browsers.launch = local


if __name__ == "__main__":
    found = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("pictures: no Chromium; install it (apt-get install chromium) or give its path")
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(pictures(FOLDER, found))
