"""Forms, homes, streams and the pane of the Slack server of the tests, met by a bare Bolt app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.servers.slack import Asked, NotOffered, View
from tests.slackbare import modal
from tests.slackdesk import Desk, code_of, running_desk, section


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with running_desk() as made:
        yield made


async def opened(desk: Desk) -> tuple[Asked, View]:
    """The shortcut of a message used, and the form that it opens."""
    ts = (await desk.team.says("U1", "C1", "Something wrong.")).ts
    asked = await desk.team.shortcut("U1", "check", "C1", ts)
    return asked, await asked.modal()


def home(text: str) -> dict[str, Any]:
    return {"type": "home", "blocks": [section(text)]}


async def test_a_shortcut_opens_a_form(desk: Desk) -> None:
    """The shortcut comes with its message, and its trigger opens a form that stands open for that person."""
    asked, view = await opened(desk)
    assert asked.payload["message"]["text"] == "Something wrong." and asked.payload["type"] == "message_action"
    assert view.title == "Check" and desk.team.modals("U1") == [view] and desk.team.modals("U2") == []


async def test_a_trigger_is_good_once_and_three_seconds(desk: Desk) -> None:
    """A trigger opens one form, within three seconds; an unknown one none."""
    asked, _ = await opened(desk)
    again = desk.client.views_open(trigger_id=asked.trigger_id, view=modal())
    assert await code_of(again) == "exchanged_trigger_id"
    command = await desk.team.command("U1", "C1", "/sitrep", "x")
    desk.server.time.advance(3.1)
    late = desk.client.views_open(trigger_id=command.trigger_id, view=modal())
    assert await code_of(late) == "expired_trigger_id"
    assert await code_of(desk.client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_arguments"


async def test_a_form_that_is_sent_meets_errors_an_update_or_its_end(desk: Desk) -> None:
    """Errors leave the form open, an update changes it, an empty acknowledgement closes it."""
    _, view = await opened(desk)
    assert (await desk.team.submits("U1", view, {"words": "bad"})).errors == {"words": "Not that."}
    assert desk.team.modals("U1") == [view]
    await desk.team.submits("U1", view, {"words": "more"})
    assert view.title == "More" and view.earlier
    sent = await desk.team.submits("U1", view, {"words": "fine", "place": "p1"})
    state = sent.payload["view"]["state"]["values"]
    assert state["words"]["words"]["value"] == "fine" and state["place"]["place"]["selected_option"]["value"] == "p1"
    assert desk.team.modals("U1") == []
    with pytest.raises(NotOffered):
        await desk.team.submits("U1", view, {"words": "fine"})


@pytest.mark.parametrize("state", [{}, {"words": ""}, {"words": "x" * 21}, {"words": "x", "no": "x"}])
async def test_a_form_is_filled_as_the_client_lets_one(desk: Desk, state: dict[str, str]) -> None:
    """What is required and empty, too long, or no field of the form is not sent."""
    _, view = await opened(desk)
    with pytest.raises(NotOffered):
        await desk.team.submits("U1", view, state)


async def test_suggestions_come_as_they_are_typed(desk: Desk) -> None:
    """An external select asks the bot, once enough is typed."""
    _, view = await opened(desk)
    found = await desk.team.suggests("U1", "place", "Kir", view)
    assert [o["text"]["text"] for o in found] == ["Kir"]
    assert await desk.team.suggests("U1", "place", "", view) == []


async def test_a_form_is_updated_by_its_hash_while_it_is_open(desk: Desk) -> None:
    """views.update with the hash of an older view is refused, and so is one of a form that is closed."""
    _, view = await opened(desk)
    old = view.body["hash"]
    await desk.client.views_update(view_id=view.id, view=modal("Two"), hash=old)
    assert view.title == "Two"
    assert await code_of(desk.client.views_update(view_id=view.id, view=modal(), hash=old)) == "hash_conflict"
    assert await desk.team.closes("U1", view) is None
    assert await code_of(desk.client.views_update(view_id=view.id, view=modal())) == "not_found"


async def test_three_forms_stand_above_each_other(desk: Desk) -> None:
    """views.push puts a form above the one that is open; the fourth is refused."""
    await opened(desk)
    for expected in ("", "", "push_limit_reached"):
        command = await desk.team.command("U1", "C1", "/sitrep", "x")
        pushing = desk.client.views_push(trigger_id=command.trigger_id, view=modal("Above"))
        if expected:
            assert await code_of(pushing) == expected
        else:
            await pushing
    assert [v.title for v in desk.team.modals("U1")] == ["Check", "Above", "Above"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "invalid_arguments"),
        ({"submit": {"type": "mrkdwn", "text": "x"}}, "invalid_arguments"),
        ({"private_metadata": "x" * 3001}, "invalid_arguments"),
        ({"type": "home"}, "invalid_arguments"),
        ({"blocks": [section("x")] * 101}, "invalid_blocks"),
        ({"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}]}, "invalid_blocks"),
    ],
)
async def test_a_form_that_slack_refuses_opens_nothing(desk: Desk, change: dict[str, Any], code: str) -> None:
    """A form that is too long or badly built is refused, and its trigger stays good."""
    asked = await desk.team.command("U1", "C1", "/sitrep", "x")
    bad = desk.client.api_call("views.open", json={"trigger_id": asked.trigger_id, "view": {**modal(), **change}})
    assert await code_of(bad) == code
    await desk.client.views_open(trigger_id=asked.trigger_id, view=modal())


async def test_a_home_is_published_to_one_person(desk: Desk) -> None:
    """Each person has a home; an older hash is refused, and who opens it again shows the view that is there."""
    first = await desk.client.views_publish(user_id="U1", view=home("One"))
    await desk.client.views_publish(user_id="U1", view=home("Two"), hash=first["view"]["hash"])
    late = desk.client.views_publish(user_id="U1", view=home("Three"), hash=first["view"]["hash"])
    assert await code_of(late) == "hash_conflict"
    assert [v.words for v in desk.team.views("U1")] == ["One", "Two"] and desk.team.views("U2") == []
    asked = await desk.team.opens_home("U1")
    assert asked.payload["event"]["view"]["id"] == first["view"]["id"] and asked.payload["event"]["tab"] == "home"
    assert await code_of(desk.client.views_publish(user_id="UNOBODY", view=home("x"))) == "user_not_found"


async def test_a_stream_grows_and_is_closed_with_blocks(desk: Desk) -> None:
    """What is streamed is one post; it takes text and blocks, and at its end blocks and metadata."""
    root = (await desk.team.says("U1", "C1", "who?")).ts
    stream = await desk.client.chat_stream(
        channel="C1", thread_ts=root, recipient_team_id="T1", recipient_user_id="U1", buffer_size=1
    )
    await stream.append(markdown_text="One ")
    (post,) = desk.team.posts("C1", root)
    assert post.streaming and post.words == "One "
    assert await code_of(desk.client.chat_update(channel="C1", ts=post.ts, text="x")) == "streaming_state_conflict"
    await stream.append(markdown_text="two.", chunks=[{"type": "blocks", "blocks": [section("Three.")]}])
    told = {"event_type": "sitrep_delivery", "event_payload": {"delivery": "k"}}
    await stream.stop(blocks=[section("Four.")], metadata=told)
    assert post.words.split("\n") == ["One two.", "Three.", "Four."] and post.metadata == told
    assert not desk.team.posts("C1", root)[0].streaming
    assert await code_of(desk.client.chat_stopStream(channel="C1", ts=post.ts)) == "message_not_in_streaming_state"
    await desk.client.chat_update(channel="C1", ts=post.ts, text="x")


async def test_a_stream_ends_by_itself(desk: Desk) -> None:
    """Five minutes after it began a stream takes nothing more; what it says stands and can be changed."""
    dm = desk.team.dm("U1")
    root = (await desk.team.dms("U1", "who?")).ts
    started = await desk.client.chat_startStream(channel=dm, thread_ts=root, markdown_text="One")
    desk.server.time.advance(301)
    more = desk.client.chat_appendStream(channel=dm, ts=started["ts"], markdown_text="x")
    assert await code_of(more) == "message_not_in_streaming_state"
    await desk.client.chat_update(channel=dm, ts=started["ts"], text="All")
    assert [p.words for p in desk.team.posts(dm, root)] == ["All"]


async def test_a_stream_to_a_channel_names_who_reads_it(desk: Desk) -> None:
    """Without a thread or, in a channel, without a recipient there is no stream."""
    nobody = desk.client.chat_startStream(channel="C1", thread_ts="1.2", markdown_text="x")
    assert await code_of(nobody) == "missing_recipient_team_id"
    outside = desk.client.api_call("chat.startStream", json={"channel": "C1"})
    assert await code_of(outside) == "invalid_arguments"


async def test_the_pane_shows_a_status_until_there_is_a_post(desk: Desk) -> None:
    """A status stands in its thread until the bot posts there; prompts are four at most."""
    dm = desk.team.dm("U1")
    root = (await desk.team.dms("U1", "who?")).ts
    await desk.client.assistant_threads_setStatus(channel_id=dm, thread_ts=root, status="is looking …")
    assert desk.team.status == {(dm, root): "is looking …"}
    await desk.client.chat_postMessage(channel=dm, thread_ts=root, text="There.")
    assert desk.team.status == {} and len(desk.team.statuses) == 1
    prompts = [{"title": "t", "message": "m"}] * 4
    await desk.client.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=prompts)
    assert desk.team.prompts[0]["prompts"] == prompts
    five = desk.client.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=[*prompts, prompts[0]])
    assert await code_of(five) == "invalid_arguments"


async def test_looking_elsewhere_tells_where(desk: Desk) -> None:
    """app_context_changed names the channel beside the pane."""
    asked = await desk.team.context_changed("U1", "C1")
    assert asked.payload["event"]["context"]["entities"][0]["channel_id"] == "C1" and asked.acked


async def test_users_are_as_the_workspace_has_them(desk: Desk) -> None:
    """users.info tells admins, owners, guests and strangers apart."""
    desk.team.user("U2", owner=True)
    desk.team.user("U3", restricted=True)
    owner = (await desk.client.users_info(user="U2"))["user"]
    guest = (await desk.client.users_info(user="U3"))["user"]
    assert owner["is_admin"] and owner["is_owner"] and not owner["is_restricted"]
    assert guest["is_restricted"] and not guest["is_admin"]
    assert await code_of(desk.client.users_info(user="UNOBODY")) == "user_not_found"
