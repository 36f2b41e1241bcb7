"""A bare discord.py client against the Discord server of the tests: commands, posts, refusals."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from tests.discordbots import BareBot, card, pointed_at, running
from tests.servers.discord import MANAGER, Channel, DiscordServer, Guild, NotOffered, User, serving
from tests.servers.discord.world import HISTORY, SEND, VIEW


class Desk:
    """A guild with a channel and a member, and a bare bot in it."""

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self.guild: Guild = server.add_guild("Desk")
        self.channel: Channel = server.add_channel(self.guild, "news")
        self.ann: User = server.add_user("ann")
        self.bot = BareBot()

    @property
    def there(self) -> discord.PartialMessageable:
        """The channel as the bot writes to it."""
        return self.bot.get_partial_messageable(int(self.channel.id))


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with serving() as server:
        made = Desk(server)
        async with running(server, made.bot):
            yield made


async def code_of(attempt: Any) -> tuple[int, int]:
    """The status and code with which an attempt is refused."""
    with pytest.raises(discord.HTTPException) as refused:
        await attempt
    return refused.value.status, refused.value.code


async def test_a_slash_command_is_deferred_and_edited(desk: Desk) -> None:
    """A deferred answer becomes the one reply; what it said while it was thought about was nothing."""
    asked = await desk.server.slash(desk.channel, desk.ann, "ask", question="Who?")
    post = await asked.answered()
    assert post.text == "Who? Constant [1]." and post.buttons == ["press"] and not post.ephemeral and not post.earlier
    assert [kind for kind, _ in asked.callbacks] == [5]
    assert asked.acked_s is not None and asked.final_s is not None and 0 < asked.acked_s < asked.final_s
    assert desk.server.syncs == 1


async def test_private_answers_are_seen_by_one(desk: Desk) -> None:
    """An ephemeral answer is in no history, and its button is there for its reader only."""
    asked = await desk.server.slash(desk.channel, desk.ann, "ask", question="Who?", private=True)
    post = await asked.answered()
    assert post.ephemeral and post.seen_only_by is desk.ann
    assert [m async for m in desk.there.history(limit=10)] == []
    assert await code_of(desk.there.fetch_message(int(post.id))) == (404, 10008)
    with pytest.raises(NotOffered):
        await desk.server.click(post, desk.server.add_user("ben"), "press")
    assert (await (await desk.server.click(post, desk.ann, "press")).answered()).text == "You pressed it."


async def test_an_acknowledgement_after_three_seconds_is_refused(desk: Desk) -> None:
    """Later than three seconds: 10062, and nobody sees an answer."""
    asked = await desk.server.slash(desk.channel, desk.ann, "slow")
    desk.server.time.advance(3.1)
    desk.bot.waits.set()
    await desk.server.changes.until(lambda: [s for s in desk.server.requests if s.path.endswith("/callback")])
    assert desk.server.requests[-1].status == 404 and asked.replies == []


async def test_a_second_acknowledgement_is_refused(desk: Desk) -> None:
    """The second answer to the same interaction: 40060."""
    asked = await desk.server.slash(desk.channel, desk.ann, "ask", question="Who?")
    await asked.answered()
    await desk.server.interactions.redeliver(asked)
    await desk.server.changes.until(lambda: len([s for s in desk.server.requests if s.path.endswith("/callback")]) == 2)
    assert desk.server.requests[-1].status == 400 and len(asked.replies) == 1


async def test_tokens_live_fifteen_minutes(desk: Desk) -> None:
    """Within fifteen minutes the answer can be edited, after them not."""
    asked = await desk.server.slash(desk.channel, desk.ann, "ask", question="Who?")
    post = await asked.answered()
    hook = discord.Webhook.partial(int(desk.server.application_id), asked.token, client=desk.bot)
    desk.server.time.advance(899)
    await hook.edit_message(int(post.id), view=card("Corrected [1]."))
    assert post.text == "Corrected [1]." and post.earlier == ["Who? Constant [1]."]
    desk.server.time.advance(2)
    assert await code_of(hook.edit_message(int(post.id), view=card("Too late [1]."))) == (401, 50027)


async def test_user_installs_have_five_follow_ups(desk: Desk) -> None:
    """Where only the user installed the bot, the sixth follow-up is refused; where the server did, it is not."""
    desk.bot.waits.set()
    alone = await desk.server.slash(desk.server.group(desk.ann), desk.ann, "slow", then=8)
    await desk.server.changes.until(lambda: desk.bot.refused)
    assert len(alone.replies) == 6 and desk.bot.refused[0].code == 40094
    invited = await desk.server.slash(desk.channel, desk.ann, "slow", then=8)
    await desk.server.changes.until(lambda: len(invited.replies) == 8)


async def test_commands_know_where_they_are_used(desk: Desk) -> None:
    """A DM, a group and a server without the bot each say so, and each gets its answer."""
    seen: list[tuple[bool, bool, bool]] = []

    async def look(i: discord.Interaction[Any]) -> bool:
        seen.append((i.is_user_integration(), i.is_guild_integration(), i.guild_id is not None))
        return True

    desk.bot.tree.interaction_check = look  # type: ignore[method-assign]
    foreign = desk.server.add_channel(desk.server.add_guild("Foreign", has_bot=False), "hall")
    for place in (desk.channel, desk.server.dm(desk.ann), desk.server.group(desk.ann), foreign):
        await (await desk.server.slash(place, desk.ann, "ask", question="Who?")).answered()
    assert seen == [(False, True, True), (False, False, False), (True, False, False), (True, False, True)]
    assert await code_of(desk.bot.get_partial_messageable(int(foreign.id)).send("x")) == (403, 50001)


async def test_commands_are_offered_as_registered(desk: Desk) -> None:
    """What Discord's client would not show cannot be used: unknown options, missing ones, lacking permissions."""
    for command, options in (
        ("ask", {}),
        ("ask", {"question": 3}),
        ("ask", {"questoin": "x"}),
        ("what", {}),
        ("manage", {}),
    ):
        with pytest.raises(NotOffered):
            await desk.server.slash(desk.channel, desk.ann, command, **options)
    desk.guild.permissions[desk.ann.id] = MANAGER
    assert (await (await desk.server.slash(desk.channel, desk.ann, "manage")).answered()).text == "managed"
    desk.server.people.permitted[(desk.guild.id, "manage")] = set()
    with pytest.raises(NotOffered):
        await desk.server.slash(desk.channel, desk.ann, "manage")


async def test_choices_are_offered(desk: Desk) -> None:
    """An autocompletion comes back with what was typed."""
    choices = await desk.server.complete(desk.channel, desk.ann, "ask", "topic", topic="id")
    assert [c["name"] for c in choices] == ["id0", "id1", "id2"]
    with pytest.raises(NotOffered):
        await desk.server.complete(desk.channel, desk.ann, "ask", "question")


async def test_a_context_menu_opens_a_form(desk: Desk) -> None:
    """A command of a message's menu opens a modal, and what is filled in arrives."""
    said = await desk.server.say(desk.channel, desk.ann, "Saraqib fell.")
    asked = await desk.server.menu(said, desk.ann, "Report an error")
    await asked.acknowledged()
    with pytest.raises(NotOffered):
        await desk.server.submit(asked, wrong="x")
    assert (await (await desk.server.submit(asked, words="It did not.")).answered()).text == "Reported: It did not."


async def test_a_bot_reads_what_it_may(desk: Desk) -> None:
    """Without the Message Content intent: mentions and direct messages in full, of the rest only that it was said."""
    await desk.server.say(desk.channel, desk.ann, "Nothing for you.")
    await desk.server.say(desk.channel, desk.ann, f"<@{desk.server.bot.id}> who holds Saraqib?")
    await desk.server.say(desk.server.dm(desk.ann), desk.ann, "And in private?")
    await desk.server.changes.until(lambda: len(desk.bot.heard) == 3)
    assert [m.content for m in desk.bot.heard] == ["", f"<@{desk.server.bot.id}> who holds Saraqib?", "And in private?"]


async def test_a_nonce_posts_once(desk: Desk) -> None:
    """The same nonce gives the same post for a minute; after that, another."""
    ids = {(await desk.there.send("Digest", nonce="d1")).id for _ in range(3)}
    assert len(ids) == 1 and len(desk.server.posts(desk.channel)) == 1 and len(desk.server.board.deduplicated) == 2
    desk.server.time.advance(61)
    assert (await desk.there.send("Digest", nonce="d1")).id not in ids
    assert await code_of(desk.there.send("Digest", nonce="n" * 26)) == (400, 50035)


async def test_history_is_read_back(desk: Desk) -> None:
    """Posts come newest first, within limits, before and after others; nothing where history may not be read."""
    sent = [await desk.there.send(f"post {n}") for n in range(5)]
    assert [m.content async for m in desk.there.history(limit=2)] == ["post 4", "post 3"]
    assert [m.content async for m in desk.there.history(after=sent[2], limit=100)] == ["post 3", "post 4"]
    assert [m.content async for m in desk.there.history(before=sent[1])] == ["post 0"]
    desk.channel.denied = HISTORY
    assert [m async for m in desk.there.history()] == []


async def test_permissions_are_kept(desk: Desk) -> None:
    """No sending, no seeing, no channel, no direct messages: each with its own code."""
    desk.channel.denied = SEND
    assert await code_of(desk.there.send("x")) == (403, 50013)
    desk.channel.denied = VIEW
    assert await code_of(desk.there.send("x")) == (403, 50001)
    await desk.server.delete_channel(desk.channel)
    assert await code_of(desk.there.send("x")) == (404, 10003)
    desk.ann.dms_closed = True
    to_ann = await (await desk.bot.fetch_user(int(desk.ann.id))).create_dm()
    assert await code_of(to_ann.send("x")) == (403, 50007)


async def test_posts_are_edited_and_deleted(desk: Desk) -> None:
    """An edit keeps what was said before; a deleted post is gone for edits and replies."""
    message = await desk.there.send("one")
    await message.edit(content="two")
    post = desk.server.posts(desk.channel)[0]
    assert (post.text, post.earlier) == ("two", ["one"])
    await message.delete()
    assert await code_of(message.edit(content="three")) == (404, 10008)
    assert await code_of(message.reply("x")) == (400, 50035)
    said = await desk.server.say(desk.channel, desk.ann, "mine")
    assert await code_of(desk.there.get_partial_message(int(said.id)).edit(content="x")) == (403, 50005)


async def test_threads_are_opened_on_posts(desk: Desk) -> None:
    """A thread has the id of its post, opens once, and can be written in."""
    said = await desk.server.say(desk.channel, desk.ann, "Who holds Saraqib?")
    message = await desk.there.fetch_message(int(said.id))
    channel = desk.bot.get_channel(int(desk.channel.id))
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="Saraqib", message=message)
    await thread.send("Here.")
    assert said.thread is not None and str(thread.id) == said.id and said.thread.posts[0].text == "Here."
    assert await code_of(channel.create_thread(name="Again", message=message)) == (400, 160004)


async def test_pings_and_previews_are_seen(desk: Desk) -> None:
    """The server knows which mentions ring and which links unfurl, and which are kept from it."""
    text = f"@everyone <@{desk.ann.id}> https://example.org/a"
    await desk.there.send(text)
    await desk.there.send(text, allowed_mentions=discord.AllowedMentions.none(), suppress_embeds=True)
    loud, quiet = desk.server.posts(desk.channel)
    assert loud.pings == ["@everyone", f"<@{desk.ann.id}>"] and loud.unfurls == ["https://example.org/a"]
    assert quiet.pings == [] and quiet.unfurls == []


async def test_a_wrong_token_is_refused() -> None:
    """A token that is not the application's ends in LoginFailure."""
    async with serving() as server:
        bot = BareBot()
        with pointed_at(server), pytest.raises(discord.LoginFailure):
            async with bot, asyncio.timeout(5):
                await bot.start("wrong")
