"""The `sitrep` command.

Exit codes: 0 fine, 1 a problem was reported, 2 it was called wrongly, 130 interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from bot import __version__, log
from bot.app import App, open_app
from bot.config import load_settings, secrets_of
from bot.domain.errors import SitrepError
from bot.serve import serve, served, services_of
from bot.settings import Settings
from handlers import program
from handlers.arguments import parser
from handlers.console.client import Console
from handlers.console.progress import ProgressLine
from handlers.request import Services
from handlers.safe import printable
from handlers.typed import in_shell, spoken
from storage.backup import back_up_to
from storage.casefiles import read_case_with_warnings
from storage.store import open_store, path_of

_log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every failure ends in clear lines on stderr."""
    sys.excepthook = _fault
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    args = parser(__version__).parse_args(argv)
    try:
        settings = _settings(args)
        code = asyncio.run(_run(args, settings))
        sys.stdout.flush()
    except SitrepError as error:
        return _report(spoken(str(error), in_shell))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _report(f"{error.filename or 'the system'}: {error.strerror or error}")
    return code


def _settings(args: argparse.Namespace) -> Settings:
    case = getattr(args, "case", "")
    if args.command in ("load", "check") and args.path:
        case = str(args.path)
    settings = load_settings(getattr(args, "config", None), db=getattr(args, "db", ""), case=case)
    log.configure(settings.log.level, secrets=secrets_of(settings))
    return settings


async def _run(args: argparse.Namespace, settings: Settings) -> int:
    if args.command == "check":
        return _check(settings)
    if args.command == "manifest":
        return _manifest(settings, args.path)
    if args.command == "migrate":
        return await _migrate(settings)
    if args.command == "backup":
        return await _backup(settings, args.path)
    progress = ProgressLine(sys.stderr)
    try:
        stays = args.command in ("chat", "run") or (args.command == "ask" and args.batch is not None)
        async with open_app(settings, progress=progress, fill=args.command != "load", vectors=stays) as app:
            if args.command == "run":
                progress.hush()
                await serve(app, settings, until=args.until)
                return 0
            if args.command == "load":
                return await _load(app, settings.case.path, progress)
            return await _speak(app, args, settings, progress)
    finally:
        progress.close()


async def _speak(app: App, args: argparse.Namespace, settings: Settings, progress: ProgressLine) -> int:
    services = await services_of(app)
    if args.command == "ask" and args.batch is not None:
        await app.vectors_ready()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # ends a wait for stdin, which asyncio's own does not
        return await program.ask_batch(services, args, sys.stdout)
    progress.hush()
    if args.command == "chat":
        await _console(services, settings, progress).run()
        return 0
    if args.command == "ask":
        return await program.ask(services, args, sys.stdout, timezone=settings.console.timezone)
    return await program.command(services, args, sys.stdout, timezone=settings.console.timezone)


def _console(services: Services, settings: Settings, progress: ProgressLine) -> Console:
    return Console(
        services,
        stdin=sys.stdin,
        stdout=sys.stdout,
        terminal=sys.stdin.isatty() and sys.stdout.isatty(),
        timezone=settings.console.timezone,
        history=Path(settings.storage.url.removeprefix("sqlite:///")).parent / "history",
        busy=lambda: progress.text,
    )


def _check(settings: Settings) -> int:
    case, warnings = read_case_with_warnings(settings.case.path)
    _report("\n".join(str(w) for w in warnings))
    print(f"{settings.case.path}: {len(case.facts)} facts, {len(case.gaps)} known gaps, no mistakes")
    print(served(settings))
    if token := settings.discord.token.get_secret_value():
        from handlers.discord.invite import invitation

        print(invitation(token))
    if settings.slack.installs:
        from handlers.slack.http.sealing import Seal

        Seal(settings.slack.token_key.get_secret_value())
        public = settings.slack.public_url
        install = f"workspaces install it at {public}/slack/install" if public else "[slack] public_url is not set"
        print(f"Slack: {install}")
    return 0


def _manifest(settings: Settings, path: Path | None) -> int:
    from handlers.slack.manifest import print_or_check

    text, problems = print_or_check(settings.slack, path)
    print(text, end="")
    return _report("\n".join(str(p) for p in problems)) if problems else 0


async def _migrate(settings: Settings) -> int:
    async with open_store(settings.storage.url) as store:
        status = await store.cases.status()
    print(f"{settings.storage.url}: schema {status.schema}")
    return 0


async def _backup(settings: Settings, target: Path) -> int:
    await back_up_to(path_of(settings.storage.url), target)
    print(f"{target}: a copy of {settings.storage.url}, checked")
    return 0


async def _load(app: App, path: Path, progress: ProgressLine) -> int:
    report, warnings = await app.load_case(path, progress)
    progress.close()
    _report("\n".join(str(w) for w in warnings))
    print(
        f"{path}: {report.added} added, {report.changed} changed, {report.withdrawn} withdrawn, "
        f"{report.unchanged} unchanged"
    )
    return 0


def _report(lines: str) -> int:
    for line in lines.splitlines():
        print(f"sitrep: {printable(line)}", file=sys.stderr)
    return 1


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last resort: a fault of the program is told in one line; `[log] level = "debug"` shows where it arose."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    _log.debug("a fault", exc_info=(kind, error, trace), extra={"action": "fault"})
    _report(f"a fault in the program ({type(error).__name__}: {str(error)[:200]}); please report it")


if __name__ == "__main__":
    sys.exit(main())
