"""A bare Bolt app against the Slack server of the tests: what people do, acknowledgements, posts, refusals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.servers.slack import NotOffered
from tests.slackdesk import Desk, code_of, running_desk, section

FEEDBACK = {
    "type": "context_actions",
    "block_id": "b1",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "fb",
            "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
            "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
        }
    ],
}
MORE = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "sitrep:more", "text": {"type": "plain_text", "text": "More"}}],
}


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with running_desk() as made:
        yield made


async def test_a_slash_command_is_acknowledged_and_answered(desk: Desk) -> None:
    """The acknowledgement comes within milliseconds, and the answer is seen by the one who asked only."""
    asked = await desk.team.command("U1", "C1", "/sitrep", "Who?")
    post = await asked.answered()
    assert asked.ack_ms is not None and 0 < asked.ack_ms < 3000 and not asked.ack
    assert post.words == "You asked: Who?" and post.seen_only_by == "U1" and post.made_by == "response_url"
    assert desk.team.ephemerals("U1") == [post] and desk.team.posts("C1") == []
    assert (await desk.client.conversations_history(channel="C1"))["messages"] == []


async def test_words_in_an_acknowledgement_are_a_reply(desk: Desk) -> None:
    """What stands in the acknowledgement of a command is seen by the one who asked, without a response URL."""
    desk.bot.waits.set()
    asked = await desk.team.command("U1", "C1", "/slow")
    assert [p.words for p in asked.posts] == ["At last."] and desk.server.calls[-1].method != "response_url"


async def test_a_late_acknowledgement_is_seen_as_none(desk: Desk) -> None:
    """A command that is not acknowledged in time has failed, as Slack tells the one who asked."""
    asked = await desk.team.command("U1", "C1", "/slow", within_s=0.05)
    assert not asked.acked and asked.sent[0].failed == "timeout"
    desk.bot.waits.set()
    await desk.server.changes.until(lambda: asked.acked)
    assert asked.ack_ms is not None and asked.ack_ms >= 50


async def test_a_mention_comes_as_two_events(desk: Desk) -> None:
    """A mention is a message and an app_mention of one timestamp, in either order; the reply stands in its thread."""
    asked = await desk.team.says("U1", "C1", f"<@{desk.team.bot_user}> who?", order=("app_mention", "message"))
    reply = await asked.replied()
    assert reply.thread == asked.ts and desk.team.posts("C1", asked.ts) == [reply]
    mention, message = (b["event"] for b in desk.bot.heard[:2])
    assert (mention["type"], message["type"], message["channel_type"]) == ("app_mention", "message", "channel")
    assert mention["ts"] == message["ts"] == asked.ts
    assert desk.bot.heard[0]["event_id"] != desk.bot.heard[1]["event_id"]


async def test_copies_and_retries_are_the_same_event(desk: Desk) -> None:
    """A copy has the event_id of the first; an attempt that is a retry says so."""
    asked = await desk.team.dms("U1", "who?", copies=2, retry=1)
    await desk.server.changes.until(lambda: len(desk.bot.heard) == 2)
    assert len({b["event_id"] for b in desk.bot.heard}) == 1 and [s.attempt for s in asked.sent] == [1, 2]
    assert desk.bot.heard[0]["event"]["channel_type"] == "im" and asked.acked


async def test_without_the_bot_in_it_a_channel_is_silent(desk: Desk) -> None:
    """Where the bot is not, events do not come, and posts are refused; commands are offered all the same."""
    desk.team.channel("C2", bot=False)
    desk.team.channel("G2", private=True, bot=False)
    asked = await desk.team.says("U1", "C2", f"<@{desk.team.bot_user}> who?")
    assert asked.sent == []
    assert await code_of(desk.client.chat_postMessage(channel="C2", text="x")) == "not_in_channel"
    assert await code_of(desk.client.chat_postMessage(channel="G2", text="x")) == "channel_not_found"
    assert await code_of(desk.client.conversations_history(channel="C2")) == "not_in_channel"
    assert (await (await desk.team.command("U1", "C2", "/sitrep", "x")).answered()).channel.id == "C2"


async def test_the_bot_hears_itself(desk: Desk) -> None:
    """A post of the bot comes back as an event with its bot_id."""
    await desk.client.chat_postMessage(channel="C1", text="x")
    await desk.server.changes.until(lambda: desk.server.deliveries.sent)
    assert desk.server.deliveries.sent[0].payload["event"]["bot_id"] == desk.team.bot_id


async def test_posts_are_found_again_by_their_metadata(desk: Desk) -> None:
    """History and threads give metadata where it is asked for, page by page, newest first and oldest first."""
    root = (await desk.team.says("U1", "C1", "root")).ts
    for n in range(5):
        told = {"event_type": "sitrep_delivery", "event_payload": {"delivery": f"k{n}"}}
        thread = root if n % 2 else None
        await desk.client.chat_postMessage(channel="C1", text=f"p{n}", metadata=told, thread_ts=thread)
    seen, cursor = [], None
    while cursor != "":
        page = await desk.client.conversations_history(
            channel="C1", limit=2, cursor=cursor, include_all_metadata=True, oldest=root
        )
        seen += [m["metadata"]["event_payload"]["delivery"] for m in page["messages"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == ["k4", "k2", "k0"]
    thread_page = await desk.client.conversations_replies(channel="C1", ts=root)
    assert [m["text"] for m in thread_page["messages"]] == ["root", "p1", "p3"]
    assert all("metadata" not in m for m in thread_page["messages"])


async def test_a_broadcast_reply_is_in_the_channel_too(desk: Desk) -> None:
    """Of the replies of a thread only those that were broadcast are in the channel's history."""
    root = (await desk.team.says("U1", "C1", "root")).ts
    await desk.client.chat_postMessage(channel="C1", thread_ts=root, text="quiet")
    await desk.client.chat_postMessage(channel="C1", thread_ts=root, text="loud", reply_broadcast=True)
    history = await desk.client.conversations_history(channel="C1")
    assert [m["text"] for m in history["messages"]] == ["loud", "root"]


async def test_own_posts_can_be_changed_and_others_not(desk: Desk) -> None:
    """chat.update changes a post of the bot; another's, a missing and an ephemeral one are refused."""
    ts = (await desk.client.chat_postMessage(channel="C1", text="one"))["ts"]
    await desk.client.chat_update(channel="C1", ts=ts, text="two")
    post = desk.team.posts("C1")[0]
    assert post.text == "two" and post.earlier == ["one"] and post.edited_at is not None
    theirs = (await desk.team.says("U1", "C1", "mine")).ts
    assert await code_of(desk.client.chat_update(channel="C1", ts=theirs, text="x")) == "cant_update_message"
    private = (await desk.client.chat_postEphemeral(channel="C1", user="U1", text="hush"))["message_ts"]
    assert await code_of(desk.client.chat_update(channel="C1", ts=private, text="x")) == "message_not_found"
    assert await code_of(desk.client.chat_update(channel="C1", ts=ts, text="x" * 4001)) == "msg_too_long"
    await desk.client.chat_delete(channel="C1", ts=ts)
    assert desk.team.posts("C1") == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x")] * 51}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "actions", "elements": [{"type": "lever"}]}]}, "invalid_blocks"),
        ({"text": "x", "blocks": [{**section("x"), "block_id": "b"}] * 2}, "invalid_blocks"),
        ({"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"markdown_text": "x", "text": "x"}, "markdown_text_conflict"),
    ],
)
async def test_what_slack_refuses_is_refused(desk: Desk, given: dict[str, Any], code: str) -> None:
    """A message that is empty, too long or badly built is refused with Slack's code, and nothing is posted."""
    assert await code_of(desk.client.api_call("chat.postMessage", json={"channel": "C1", **given})) == code
    assert desk.team.posts("C1") == [] and desk.team.calls("chat.postMessage")[-1].error == code


async def test_a_click_tells_of_its_message(desk: Desk) -> None:
    """A press on a post comes with the message, and replace_original changes it; on an ephemeral post without it."""
    ts = (await desk.client.chat_postMessage(channel="C1", text="x", blocks=[MORE, FEEDBACK]))["ts"]
    post = desk.team.posts("C1")[0]
    asked = await desk.team.clicks("U1", post, "fb", value="down")
    sent = asked.payload
    assert sent["actions"][0]["value"] == "down" and sent["actions"][0]["type"] == "feedback_buttons"
    assert sent["container"]["message_ts"] == ts == sent["message"]["ts"]
    pressed = await desk.team.clicks("U1", post, "sitrep:more")
    assert (await pressed.answered()) is post and post.words == "There is more." and post.earlier
    with pytest.raises(NotOffered):
        await desk.team.clicks("U1", post, "fb", value="up")


async def test_an_ephemeral_post_is_pressed_by_its_reader_only(desk: Desk) -> None:
    """What one person sees only that person can press; the press has no message in it, and can replace the post."""
    await desk.client.chat_postEphemeral(channel="C1", user="U1", text="x", blocks=[MORE])
    (post,) = desk.team.ephemerals("U1")
    with pytest.raises(NotOffered):
        await desk.team.clicks("U2", post, "sitrep:more")
    pressed = await desk.team.clicks("U1", post, "sitrep:more")
    await pressed.answered()
    assert pressed.payload["container"]["is_ephemeral"] and "message" not in pressed.payload
    assert [p.words for p in desk.team.ephemerals("U1")] == ["There is more."]


async def test_a_response_url_is_good_for_five_posts_in_half_an_hour(desk: Desk) -> None:
    """The sixth post and a post after thirty minutes are refused; what is badly built uses nothing up."""
    asked = await desk.team.command("U1", "C1", "/sitrep", "x")
    await asked.answered()
    hook = AsyncWebhookClient(asked.response_url, session=desk.bot.session, retry_handlers=[])
    assert (await hook.send(blocks=[{"type": "marquee"}])).status_code == 400
    assert [(await hook.send(text=f"{n}")).status_code for n in range(5)] == [200] * 4 + [404]
    again = await desk.team.command("U1", "C1", "/sitrep", "x")
    await again.answered()
    desk.server.time.advance(1801)
    old = await AsyncWebhookClient(again.response_url, session=desk.bot.session, retry_handlers=[]).send(text="late")
    assert (old.status_code, "expired_url" in old.body) == (404, True)


async def test_workspaces_do_not_see_each_other(desk: Desk) -> None:
    """The token of one workspace finds nothing of another, and each event says whose it is."""
    other = desk.server.add_team("T2", "Other")
    other.channel("C9")
    assert await code_of(desk.client.chat_postMessage(channel="C9", text="x")) == "channel_not_found"
    await (await other.says("U1", "C9", f"<@{other.bot_user}> who?")).replied()
    assert len(other.posts("C9")) == 1 and {b["team_id"] for b in desk.bot.heard} == {"T2"}
    assert other.calls("chat.postMessage") and not [c for c in desk.team.calls("chat.postMessage") if not c.error]


async def test_pings_and_previews_are_noticed(desk: Desk) -> None:
    """A post tells which mentions in it would ring, and which links would unfold."""
    await desk.client.chat_postMessage(channel="C1", text="<!here> <https://e.org|e>", blocks=[section("<@U1> hi")])
    await desk.client.chat_postMessage(
        channel="C1", text="&lt;!here&gt; <https://e.org|e>", unfurl_links=False, unfurl_media=False
    )
    loud, quiet = desk.team.posts("C1")
    assert loud.pings == ["<!here>", "<@U1>"] and loud.unfurls and quiet.pings == [] and quiet.unfurls == []
