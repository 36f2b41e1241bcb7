"""The tokens of workspaces are sealed: each opens for its own workspace only, and with our keys only."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConfigError
from handlers.slack.http.sealing import NotOpened, Seal, Secret

OLD, NEW = "b2xk" * 10 + "b2w=", "bmV3" * 10 + "bmU="
SECRET = Secret(token="xoxb-1-very-secret", user="UBOT1", bot="BBOT1")
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MINUTES = timedelta(minutes=1)


def test_what_was_sealed_opens_again() -> None:
    """A token comes back with who the bot is, and stands nowhere in what is stored."""
    sealed = Seal(NEW).seal("T012AB3CD", SECRET)
    assert Seal(NEW).open("T012AB3CD", sealed) == SECRET
    assert b"very-secret" not in sealed and b"T012AB3CD" not in sealed


def test_a_row_of_another_workspace_does_not_open() -> None:
    """Who moves a row to another workspace does not get that workspace a token."""
    seal = Seal(NEW)
    with pytest.raises(NotOpened, match="'T2' does not open with SITREP_TOKEN_KEY"):
        seal.open("T2", seal.seal("T1", SECRET))


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
@settings(max_examples=50, deadline=None)
def test_a_row_with_a_changed_bit_does_not_open(at: int, bit: int) -> None:
    """Whatever bit of what is stored is changed, it opens to the same token or to none."""
    seal = Seal(NEW)
    sealed = bytearray(seal.seal("T1", SECRET))
    sealed[at % len(sealed)] ^= 1 << bit
    with suppress(NotOpened):
        assert seal.open("T1", bytes(sealed)) == SECRET


def test_a_state_is_no_token() -> None:
    """What was stamped for a browser does not open as the token of a workspace, though the key is the same."""
    seal = Seal(NEW)
    stamped = seal.stamp("T1", at=AT)
    with pytest.raises(NotOpened):
        seal.open("T1", (stamped + "=" * (-len(stamped) % 4)).encode())
    sealed = seal.seal("T1", SECRET).decode().rstrip("=")
    assert seal.read_stamp(sealed, at=datetime.now(UTC), ttl_s=600) is None


def test_the_first_key_seals_and_every_key_opens() -> None:
    """A new key before the old one seals from then on; what the old one sealed opens until the old one goes."""
    by_old = Seal(OLD).seal("T1", SECRET)
    by_both = Seal(f"{NEW}, {OLD}").seal("T1", SECRET)
    assert Seal(f"{NEW},{OLD}").open("T1", by_old) == SECRET
    assert Seal(NEW).open("T1", by_both) == SECRET
    with pytest.raises(NotOpened, match="put back the key it was sealed with, behind the new one and a comma"):
        Seal(NEW).open("T1", by_old)


@pytest.mark.parametrize("key", ["", "short", "ä" * 44, NEW[:-1], "\udcff" * 44, NEW.replace("b", " ")])
def test_a_key_that_is_none_says_how_to_make_one(key: str) -> None:
    """A damaged key ends in one line that has the command for a new one, and not the key."""
    with pytest.raises(ConfigError) as error:
        Seal(key)
    said = str(error.value)
    assert said.startswith("SITREP_TOKEN_KEY: is no key of 32 bytes") and "Fernet.generate_key()" in said
    assert "\n" not in said and (not key or key not in said)


def test_of_several_keys_the_damaged_one_is_named() -> None:
    """Where one of several keys is damaged it is told which."""
    with pytest.raises(ConfigError, match="key 2 of 2 is no key"):
        Seal(f"{NEW},")


def test_the_command_makes_a_key() -> None:
    """What the message tells one to run makes a key that seals."""
    key = Fernet.generate_key().decode()
    assert Seal(key).open("T1", Seal(key).seal("T1", SECRET)) == SECRET


def test_a_secret_shows_no_token() -> None:
    """Written into a log by mistake, what is kept of a workspace shows no token."""
    assert "xoxb" not in f"{SECRET!r} {SECRET}"


def test_a_stamp_is_read_for_ten_minutes() -> None:
    """A stamped word is read within its time, and not after it, nor from the future."""
    seal = Seal(NEW)
    stamped = seal.stamp("word", at=AT)
    assert stamped.isascii() and "=" not in stamped and ";" not in stamped
    assert seal.read_stamp(stamped, at=AT + 10 * MINUTES, ttl_s=600) == "word"
    assert seal.read_stamp(stamped, at=AT + 11 * MINUTES, ttl_s=600) is None
    assert seal.read_stamp(stamped, at=AT - 11 * MINUTES, ttl_s=600) is None


@given(st.text(max_size=200))
@settings(deadline=None)
def test_what_nobody_stamped_is_not_read(text: str) -> None:
    """Whatever somebody writes into a state, it is no word of ours and breaks nothing."""
    assert Seal(NEW).read_stamp(text, at=AT, ttl_s=600) is None
