"""Written messages on Discord: direct ones, mentions and threads."""

from __future__ import annotations

from pathlib import Path

import discord
import simcord

from bot.settings import LimitSettings
from tests.simworlds import World, read, world

FLED = "How many people fled by 13 February 2020?"


def mention(here: World, words: str) -> str:
    assert here.bot.user is not None
    return f"<@{here.bot.user.id}> {words}"


def said(channel: simcord.ChannelHandle) -> list[tuple[str, str]]:
    """(author, words) of what stands in a channel, oldest first."""
    return [(m.author.name, read(m)) for m in channel.history()]


async def test_a_direct_message_is_a_question(loaded: Path, tmp_path: Path) -> None:
    """Who writes to the bot directly needs no sign, and gets one answer."""
    async with world(loaded, tmp_path) as here:
        await here.ann.send_dm(FLED)
        await here.settled()
        (_, (author, words)) = said(here.ann.user.dm_channel)
        assert author == "TestBot"
        assert "displaced" in words


async def test_direct_messages_converse_without_words_on_disk(loaded: Path, tmp_path: Path) -> None:
    """A follow-up is understood from what was said before, although the words of direct messages are not kept."""
    async with world(loaded, tmp_path) as here:
        await here.ann.send_dm("Who is Hulusi Akar?")
        await here.ann.send_dm("What did he say in February 2020?")
        await here.settled()
        assert "Akar" in said(here.ann.user.dm_channel)[-1][1]
        talk = f"discord-{here.ann.user.dm_channel.id}"
        (*_, kept) = await here.store.journal.turns(f"user-{here.ann.id}", talk, limit=5)
        assert kept.question == ""


async def test_a_message_without_words_is_answered(loaded: Path, tmp_path: Path) -> None:
    """A bare mention is told that words are wanted, and opens no thread."""
    async with world(loaded, tmp_path, mention_threads=True) as here:
        await here.ann.send(here.channel, mention(here, ""))
        await here.settled()
        assert "Ask me something in words" in said(here.channel)[-1][1]
        assert not here.channel.threads


async def test_a_written_command_is_run(loaded: Path, tmp_path: Path) -> None:
    """A command may be written out, as Discord shows it or as the table has it; not those that manage a place."""
    async with world(loaded, tmp_path) as here:
        await here.ann.send_dm("/sitrep timeline Saraqib from:2020-02-01 to:2020-02-15")
        await here.settled()
        assert "Saraqib" in said(here.ann.user.dm_channel)[-1][1]
        await here.ann.send_dm("/digest add daily 08:00")
        await here.settled()
        assert "/digest add is not for writing out" in said(here.ann.user.dm_channel)[-1][1]


async def test_a_mention_is_answered_in_place(loaded: Path, tmp_path: Path) -> None:
    """Without threads a mention gets a reply right there, without the right to read anything else."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.send(here.channel, mention(here, FLED))
        await here.settled()
        answer = here.channel.last_message
        assert answer is not None and answer.reference is not None
        assert answer.reference.message_id == asked.id
        assert "displaced" in read(answer)
        assert not here.channel.threads


async def test_what_is_said_to_others_is_left_alone(loaded: Path, tmp_path: Path) -> None:
    """No reply to talk without a mention, to other bots, to everyone-mentions and to what Discord itself posts."""
    async with world(loaded, tmp_path, mention_threads=True) as here:
        robot = here.guild.add_member(here.env.create_user("robot", bot=True))
        await here.ann.send(here.channel, FLED)
        await here.ann.send(here.channel, f"@everyone {FLED}")
        await robot.send(here.channel, mention(here, FLED))
        await here.guild.create_webhook(here.channel).send(mention(here, FLED))
        await here.settled()
        assert not [m for m in here.channel.history() if here.bot.user and m.author.id == here.bot.user.id]
        assert not here.channel.threads


async def test_a_mention_opens_a_thread_that_goes_on_after_a_restart(loaded: Path, tmp_path: Path) -> None:
    """In the thread of a mention follow-ups need no mention, and are understood from the store by a new process."""
    async with world(loaded, tmp_path, mention_threads=True) as here:
        await here.ann.send(here.channel, mention(here, "Who is Hulusi Akar?"))
        await here.settled()
        (thread,) = here.channel.threads
        assert thread.name == "Who is Hulusi Akar?"
        assert "Akar" in said(thread)[-1][1]

        await here.restart()
        await here.ann.send(thread, "What did he say on 12 February 2020?")
        await here.settled()
        assert len([a for a, _ in said(thread) if a == "TestBot"]) == 2
        assert "Akar" in said(thread)[-1][1]
        turns = await here.store.journal.turns(str(here.guild.id), f"discord-{thread.id}", limit=5)
        assert len(turns) == 2


async def test_people_talk_among_themselves_in_a_thread(loaded: Path, tmp_path: Path) -> None:
    """In its own thread the bot does not answer what is said to somebody else."""
    async with world(loaded, tmp_path, mention_threads=True) as here:
        await here.ann.send(here.channel, mention(here, FLED))
        await here.settled()
        (thread,) = here.channel.threads
        before = len(said(thread))
        question = await here.ann.send(thread, f"{here.boss.mention} do you believe that?")
        await here.boss.send(thread, "not sure", reply_to=question)
        await here.settled()
        assert len(said(thread)) == before + 2


async def test_where_no_thread_can_be_opened_the_answer_comes_in_place(loaded: Path, tmp_path: Path) -> None:
    """Discord's refusal of a thread does not cost the answer."""
    async with world(loaded, tmp_path, mention_threads=True) as here:
        here.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013, message="Missing")
        await here.ann.send(here.channel, mention(here, FLED))
        await here.settled()
        assert "displaced" in said(here.channel)[-1][1]


async def test_a_mention_where_the_bot_may_not_write_is_answered_directly(loaded: Path, tmp_path: Path) -> None:
    """Who mentions the bot where it may not write is told so in a direct message."""
    async with world(loaded, tmp_path) as here:
        assert here.bot.user is not None
        shut = discord.PermissionOverwrite(send_messages=False)
        mute = here.guild.create_text_channel("mute", overwrites={here.bot.user: shut})
        await here.ann.send(mute, mention(here, FLED))
        await here.settled()
        assert len(said(mute)) == 1
        assert "I may not write in #mute" in said(here.ann.user.dm_channel)[-1][1]


async def test_an_answer_that_may_not_refer_is_given_anyway(loaded: Path, tmp_path: Path) -> None:
    """Without the right to read history a reply cannot refer to the question; it comes without the reference."""
    async with world(loaded, tmp_path) as here:
        here.env.inject_error("POST", "/channels/*/messages", status=400, code=160002, message="Cannot reply")
        await here.ann.send(here.channel, mention(here, FLED))
        await here.settled()
        assert "displaced" in said(here.channel)[-1][1]


async def test_who_writes_too_fast_is_told_each_time(loaded: Path, tmp_path: Path) -> None:
    """Beyond the limit each message still gets its one reply, which says when to come back."""
    async with world(loaded, tmp_path, limits=LimitSettings(user_per_min=1)) as here:
        for _ in range(3):
            await here.ann.send_dm(FLED)
        await here.settled()
        words = [w for a, w in said(here.ann.user.dm_channel) if a == "TestBot"]
        assert ["come back in" in w for w in words] == [False, True, True]


async def test_what_discord_tells_twice_is_answered_once(loaded: Path, tmp_path: Path) -> None:
    """A message that is delivered again after a lost connection does not get a second reply."""
    async with world(loaded, tmp_path) as here:
        asked = await here.ann.send_dm(FLED)
        here.bot.dispatch("message", asked)
        await here.settled()
        assert len(said(here.ann.user.dm_channel)) == 2


async def test_what_one_asks_privately_is_no_part_of_a_thread(loaded: Path, tmp_path: Path) -> None:
    """What others say in a thread does not lean on a question there that only its asker saw."""
    async with world(loaded, tmp_path, mention_threads=True) as here:
        await here.ann.send(here.channel, mention(here, FLED))
        await here.settled()
        (thread,) = here.channel.threads
        asked = await here.boss.slash(thread, "ask", question="Who is Hulusi Akar?", private=True)
        await here.settled()
        assert asked.ephemeral and "Akar" in read(asked.response)
        (turn,) = await here.store.journal.turns(str(here.guild.id), f"discord-{thread.id}", limit=5)
        assert turn.question == FLED
