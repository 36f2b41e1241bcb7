from __future__ import annotations

import json

import pytest

from bot.domain.message import Action, Message, Text, plain
from handlers.slack.layout import ACTIONS, action_id, lay, parse_action, ref_of
from handlers.slack.render import render_reply
from tests.anymessage import EVERY_ACTION

MESSAGE = Message(title="T", blocks=(Text(plain("said")),), actions=tuple(Action(what=w) for w in EVERY_ACTION))


@pytest.mark.parametrize("ref", ["", "iARc0TD_rV58", "-_-"])
def test_a_press_leads_back_to_its_answer(ref: str) -> None:
    """What can be pressed carries the ref of its answer, under an id that no other block of the post has."""
    laid = lay(render_reply(MESSAGE).body, ref=ref)
    ids = [b["block_id"] for b in laid.blocks if b["type"] in ("actions", "context_actions")]
    assert len(ids) == len(set(ids)) == 2
    assert {ref_of(i) for i in ids} == {ref}
    assert all(len(i) <= 255 for i in ids)


def test_all_else_is_as_it_was_rendered() -> None:
    """Laying out changes nothing but ids, and the same bytes make the same post."""
    body = render_reply(MESSAGE).body
    laid = lay(body, ref="r")
    bare = [{name: value for name, value in b.items() if name != "block_id"} for b in laid.blocks]
    assert {"text": laid.text, "blocks": bare} == json.loads(body)
    assert lay(body, ref="r") == laid


def test_ids_of_buttons_name_what_they_do() -> None:
    """An id holds an action and what it needs; ids of others are told apart."""
    assert (action_id("sources"), action_id("page", "2")) == ("sitrep:sources", "sitrep:page:2")
    assert parse_action("sitrep:page:2") == ("page", "2")
    assert {parse_action(action_id(a)) for a in ACTIONS} == {(a, "") for a in ACTIONS}
    for other in ("", "sitrep", "sitrep:", "sitrep:destroy", "page:2", "other:page:2", ":page"):
        assert parse_action(other) is None


def test_blocks_of_others_have_no_ref() -> None:
    """An id that Slack or somebody else made up is no ref of ours."""
    assert [ref_of(i) for i in ("", "b1", "sitrep", "sitrep:x:r", "other:1:r", "sitrep:1")] == [""] * 6
    assert ref_of("sitrep:1:a:b") == "a:b"
