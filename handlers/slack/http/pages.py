"""The pages that somebody sees who installs the bot in a workspace. Plain, and nothing in them is taken as markup."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1.5rem;"
    "color-scheme:light dark}a.go{display:inline-block;padding:.5rem 1.2rem;border:1px solid;border-radius:.4rem}"
)
_AGAIN = "Start again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why nothing was installed: the HTTP status, and the words for whoever tried."""

    status: int
    words: str


FAILURES = {
    "access_denied": Failure(status=200, words="You did not allow it, so nothing was installed."),
    "invalid_browser": Failure(
        status=400,
        words="This installation was not begun in this browser, or not as the latest one. Nothing was installed.",
    ),
    "invalid_state": Failure(
        status=400, words="It took longer than ten minutes, or this page was opened twice. Nothing was installed."
    ),
    "missing_code": Failure(status=400, words="Slack sent no code along, so nothing was installed."),
    "invalid_code": Failure(status=400, words="Slack does not take its own code any more. Nothing was installed."),
    "unreached": Failure(
        status=502, words="Slack gave no answer that could be read. Nothing was installed; try again in a minute."
    ),
    "not_set_up": Failure(
        status=500, words="Slack does not know this Sitrep. Whoever runs it finds the reason in its log."
    ),
    "org_wide": Failure(
        status=400,
        words="Sitrep is installed in one workspace at a time, not for a whole organisation at once. "
        "Nothing was kept. Start again, and choose one workspace on Slack's page.",
    ),
    "rotating": Failure(
        status=500,
        words="The app has token rotation switched on, which Sitrep does not do. Nothing was kept. "
        "Whoever runs it makes the app anew, from its manifest.",
    ),
    "storage_error": Failure(
        status=500,
        words="Sitrep could not keep what Slack gave it. Whoever runs it finds the reason in its log; "
        "start again afterwards.",
    ),
}
"""By Slack's, Bolt's or our own word for it."""


def offer(authorize_url: str) -> str:
    """Where one begins."""
    return _page(
        "Add Sitrep to Slack",
        "Sitrep answers questions about a crisis from stored, sourced facts. Slack will show what it asks for; "
        "every permission and its reason stands in the documentation.",
        link=(authorize_url, "Choose a workspace"),
    )


def installed(team: str) -> str:
    """It worked."""
    return _page(
        "Sitrep is installed",
        f"It is in the workspace {team or 'that you chose'} now. In Slack, type /sitrep help anywhere, or write to "
        "Sitrep directly. In a channel that shall have situation reports, type /invite and its name first.",
    )


def failed(reason: str, again: str) -> str:
    """It did not work."""
    return _page("Sitrep was not installed", failure(reason).words, link=(again, _AGAIN))


def failure(reason: str) -> Failure:
    """What is known of a reason. Anybody can make one up in a link, so that only a word such as Slack's is shown."""
    said = f"Slack gave the reason {reason}." if re.fullmatch("[a-z_]{1,40}", reason) else "Slack gave no reason."
    return FAILURES.get(reason, Failure(status=400, words=f"{said} Nothing was installed."))


def _page(title: str, words: str, *, link: tuple[str, str] | None = None) -> str:
    go = f'<p><a class="go" href="{html.escape(link[0])}">{html.escape(link[1])}</a></p>' if link else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{html.escape(title)}</h1><p>{html.escape(words)}</p>{go}</body></html>\n"
    )
