"""How the tokens of workspaces are kept: encrypted with SITREP_TOKEN_KEY, each for its own workspace only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.errors import ConfigError, Problem, SitrepError

VARIABLE = "SITREP_TOKEN_KEY"
MAKE_ONE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
"""What one types to get a key."""
_KEPT = "a workspace"
_STAMPED = "a word"


class NotOpened(SitrepError):
    """What was sealed does not open: the key is another one, it was damaged, or it belongs to another workspace."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """What is kept of a workspace: its token, and who the bot is there, so that nobody need ask Slack."""

    token: str
    user: str
    bot: str

    def __repr__(self) -> str:
        """Without the token, which so never comes into a log."""
        return f"Secret(user={self.user!r}, bot={self.bot!r})"


class Seal:
    """Seals with the first of the keys and opens with any, so that a key is changed by putting a new one before it.

    Raises ConfigError where a key is none.
    """

    def __init__(self, keys: str) -> None:
        self._fernet = MultiFernet(_fernets([key.strip() for key in keys.split(",")]))

    def seal(self, workspace: str, secret: Secret) -> bytes:
        """What is kept of a workspace, so that only this workspace's row opens."""
        return self._fernet.encrypt(_bytes({"for": _KEPT, "workspace": workspace, **asdict(secret)}))

    def open(self, workspace: str, sealed: bytes) -> Secret:
        """What was sealed for a workspace. Raises NotOpened."""
        try:
            kept = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken:
            kept = {}
        if kept.get("for") != _KEPT or kept.get("workspace") != workspace:
            raise NotOpened(
                f"the token of workspace {workspace[:40]!r} does not open with {VARIABLE}; put back the key it was "
                "sealed with, behind the new one and a comma, or have the workspace install the bot again"
            )
        return Secret(token=kept["token"], user=kept["user"], bot=kept["bot"])

    def stamp(self, word: str, *, at: datetime) -> str:
        """A word that nobody but us can have written, with the time when; fit for a URL and for a cookie."""
        sealed = self._fernet.encrypt_at_time(_bytes({"for": _STAMPED, "word": word}), int(at.timestamp()))
        return sealed.decode("ascii").rstrip("=")

    def read_stamp(self, text: str, *, at: datetime, ttl_s: int) -> str | None:
        """The word, where we wrote it at most `ttl_s` seconds ago; else None."""
        padded = (text + "=" * (-len(text) % 4)).encode("utf-8", "replace")
        try:
            kept = json.loads(self._fernet.decrypt_at_time(padded, ttl_s, int(at.timestamp())))
        except InvalidToken:
            return None
        return str(kept["word"]) if kept.get("for") == _STAMPED else None


def _fernets(keys: Sequence[str]) -> list[Fernet]:
    made: list[Fernet] = []
    for number, key in enumerate(keys, 1):
        try:
            made.append(Fernet(key))
        except ValueError as error:  # binascii.Error is one too
            which = f"key {number} of {len(keys)} is" if len(keys) > 1 else "is"
            what = f"{which} no key of 32 bytes in URL-safe base64"
            raise ConfigError([Problem(where=VARIABLE, what=what, todo=f"make one with: {MAKE_ONE}")]) from error
    return made


def _bytes(said: dict[str, str]) -> bytes:
    return json.dumps(said).encode()
