"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "storage")
CODE = sorted(p for room in (*ROOMS, "bench", "tests") for p in (ROOT / room).rglob("*.py"))
WRITTEN = [
    *CODE,
    *(p for ending in ("md", "toml", "yaml") for p in ROOT.glob(f"*.{ending}")),
    *(ROOT / name for name in ("Makefile", "Dockerfile", ".ci/run", ".gitignore", ".dockerignore")),
    *(
        p
        for folder in ("docs", "requirements", "storage/sql")
        for p in (ROOT / folder).rglob("*.*")
        if p.suffix != ".png"
    ),
]
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work|farm)/|pythonhosted|--(?:extra-)?index-url[ =]|\bregistry = ")
STATEMENT = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(CREATE|ALTER|DROP)\s+TABLE|"
    r"CREATE\s+VIRTUAL|WITH\s+\w+\s+AS\s*\()",
    re.IGNORECASE | re.DOTALL,
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))))


def swallows(handler: ast.ExceptHandler) -> bool:
    """A broad except that does not raise what it caught again."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(c is None or (isinstance(c, ast.Name) and c.id in ("Exception", "BaseException")) for c in caught)


def test_import_rules_hold() -> None:
    """Each room imports only what lies to its right, and each vendor stands in one room."""
    # In a process of its own: import-linter configures logging, and would silence the loggers of the tests after it.
    linter = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    run = subprocess.run([sys.executable, "-c", linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_every_package_has_a_room() -> None:
    """A new top-level package cannot slip past the import rules."""
    packages = {p.parent.name for p in ROOT.glob("*/*.py")}
    assert packages - {"bench", "tests"} == set(ROOMS)


def test_files_have_one_subject() -> None:
    """No file of code grows past 300 lines."""
    long = {name(p): n for p in CODE if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert not long


def test_errors_are_not_swallowed() -> None:
    """Broad excepts that swallow stand at the three loop tops at most: command, heartbeat, deliverer."""
    broad = [
        f"{name(p)}:{n.lineno}"
        for p in CODE
        if not p.is_relative_to(ROOT / "tests")
        for n in nodes(p)
        if isinstance(n, ast.ExceptHandler) and swallows(n)
    ]
    assert len(broad) <= 3, broad


def test_tests_use_the_real_thing() -> None:
    """Tests run real parts and fakes that record: nothing is mocked."""
    mocking = [
        name(p)
        for p in CODE
        for n in nodes(p)
        if (isinstance(n, ast.ImportFrom) and n.module in ("unittest.mock", "mock"))
        or (isinstance(n, ast.ImportFrom) and n.module == "unittest" and any(a.name == "mock" for a in n.names))
        or (isinstance(n, ast.Import) and any(a.name in ("unittest.mock", "mock") for a in n.names))
    ]
    assert not mocking


def test_every_test_states_its_promise() -> None:
    """A failing test says in words what was promised."""
    silent = [
        f"{name(p)}:{n.lineno} {n.name}"
        for p in (ROOT / "tests").rglob("test_*.py")
        for n in nodes(p)
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        and n.name.startswith("test_")
        and not ast.get_docstring(n)
    ]
    assert not silent


def test_nothing_names_the_machine_it_was_made_on() -> None:
    """Files hold no package index's host and no path of one machine."""
    found = [
        f"{name(p)}:{n}: {line.strip()[:80]}"
        for p in WRITTEN
        for n, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if p != Path(__file__) and MACHINE.search(line)
    ]
    assert not found


def test_sql_stands_in_sql_files() -> None:
    """Python holds no SQL that reads or changes data or tables: that is in storage/sql."""
    inline = [
        f"{name(p)}:{n.lineno}"
        for p in CODE
        if p.relative_to(ROOT).parts[0] in ROOMS
        for n in nodes(p)
        if isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and STATEMENT.match(n.value)
        and "sqlite_schema" not in n.value
    ]
    assert not inline


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_requirements_are_locked(file: Path) -> None:
    """Every requirement is pinned to one version and carries hashes."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE))
    loose = [e.splitlines()[0] for e in entries if e.strip() and ("==" not in e or "--hash=sha256:" not in e)]
    assert not loose
