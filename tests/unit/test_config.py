from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import SECRETS, load_settings, secrets_of
from bot.domain.errors import ConfigError, Problem
from bot.platformsettings import BEGIN, SLACK_SECRETS
from bot.settings import DEFAULT_URL, Settings, shipped_case

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "config.example.toml"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(text: str | bytes, **more: object) -> Settings:
    file = Path("given.toml")
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(file, environ={}, **more)  # type: ignore[arg-type]


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        load(text)
    return caught.value.problems


def test_defaults_need_no_file() -> None:
    """Without any file or variable the defaults hold, and they point to the shipped case."""
    settings = load_settings(environ={})
    assert settings == Settings()
    assert settings.storage.url == DEFAULT_URL
    assert settings.case.path == shipped_case()
    assert (settings.case.path / "case.toml").is_file()


def test_example_parses_to_exactly_the_defaults() -> None:
    """The example may be copied as it is: it changes nothing."""
    assert load_settings(EXAMPLE, environ={}) == Settings()


def test_example_documents_every_key() -> None:
    """Each key of each section stands in the example, at least as a comment, and no other."""
    text = EXAMPLE.read_text(encoding="utf-8").replace("\n# start =", "\nstart =")
    documented = {(section, key) for section, keys in tomllib.loads(text).items() for key in keys}
    known = {
        (section, key)
        for section, field in Settings.model_fields.items()
        for key, inner in field.annotation.model_fields.items()  # type: ignore[union-attr]
        if not inner.exclude
    }
    assert documented == known


def test_files_are_looked_for_in_order() -> None:
    """--config goes before SITREP_CONFIG, that before ./config.toml, that before the defaults."""
    for name, level in (("config.toml", "debug"), ("variable.toml", "info"), ("flag.toml", "error")):
        Path(name).write_text(f'[log]\nlevel = "{level}"\n', encoding="utf-8")
    variable = {"SITREP_CONFIG": "variable.toml"}
    assert load_settings(environ={}).log.level == "debug"
    assert load_settings(environ=variable).log.level == "info"
    assert load_settings(Path("flag.toml"), environ=variable).log.level == "error"


def test_command_line_overrides_the_file() -> None:
    """--db takes a path or an address, --case a folder; both win over the file."""
    settings = load('[storage]\nurl = "sqlite:///a.db"\n[case]\npath = "b"\n', db="/tmp/c.db", case="d")
    assert settings.storage.url == "sqlite:////tmp/c.db"
    assert settings.case.path == Path("d")
    assert load("", db="sqlite:///e.db").storage.url == "sqlite:///e.db"


def test_all_mistakes_are_reported_at_once() -> None:
    """One run names every mistake, each with its key and what to do."""
    found = problems(
        """
        [stroage]
        url = "x"
        [clock]
        sped = 2
        mode = "reply"
        speed = "fast"
        [console]
        timezone = "Europe/Istambul"
        [privacy]
        keep_dm_text = "yes"
        """
    )
    told = {p.where: p for p in found}
    assert set(told) == {
        "given.toml, stroage",
        "given.toml, clock.sped",
        "given.toml, clock.mode",
        "given.toml, clock.speed",
        "given.toml, console.timezone",
        "given.toml, privacy.keep_dm_text",
    }
    assert told["given.toml, stroage"].todo == "did you mean 'storage'?"
    assert told["given.toml, clock.sped"].todo == "did you mean 'speed'?"
    assert "Europe/Istanbul" in told["given.toml, console.timezone"].todo
    assert all(p.what and p.todo and "\n" not in str(p) for p in found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[clock]\nmode = "replay"', "start is missing"),
        ("[clock]\nstart = 2020-02-13T08:00:00", "no offset"),
        ("[clock]\nspeed = 0", "greater than 0"),
        ("[clock]\nspeed = inf", "finite"),
        ("[clock]\nspeed = nan", "finite"),
        ('[storage]\nurl = "mysql://x"', "is not an address"),
        ('[storage]\nurl = "sqlite:///"', "is not an address"),
        ('[storage]\nurl = "sqlite:///a\\u0000b"', "is not an address"),
        ('[case]\npath = "a\\u0000b"', "NUL"),
        ("[case]\npath = 3", "path"),
        ('[console]\ntimezone = "../../etc/passwd"', "no time zone"),
        ('[console]\ntimezone = "America"', "no time zone"),
        ('[console]\ntimezone = ""', "no time zone"),
        ('[search]\nmeaning = "openai"', "embeddings_url and embeddings_model missing"),
        ('[search]\nmeaning = "openai"\nembeddings_url = "ftp://x"\nembeddings_model = "m"', "does not begin with"),
        ('[search]\nembeddings_key = "sk-1"', "a secret in the file"),
        ('[discord]\ntoken = "abc"', "a secret in the file; set the environment variable DISCORD_TOKEN instead"),
        ('[discord]\napi_base = "discord.com"', "does not begin with https://"),
        ('[discord]\ngateway = "https://gateway.discord.gg"', "does not begin with wss://"),
        ("[discord]\ncorrecting_servers = [1]", "string"),
        ('[discord]\ncorrecting_servers = ["Desk"]', "'Desk' is no id of a server; in Discord, right-click"),
        ("[discord]\nshards = -1", "greater than or equal to 0"),
        ("[limits]\nuser_per_min = 0", "greater than or equal to 1"),
        ("[privacy]\nkeep_answers_days = -1", "greater than or equal to 0"),
        ("search = 3", "3"),
        ("[log]\nlevel = true", "level"),
    ],
)
def test_values_are_checked(text: str, says: str) -> None:
    """A value that cannot be used is refused with its key, what is wrong, and what to do."""
    (problem,) = problems(text)
    assert says in str(problem)
    assert problem.todo
    assert "\n" not in str(problem)


@pytest.mark.parametrize(("section", "key"), SECRETS)
def test_secret_in_the_file_is_not_repeated(section: str, key: str) -> None:
    """A secret that someone wrote into the file is not printed."""
    told = str(problems(f'[{section}]\n{key} = "sk-very-secret"'))
    assert "a secret in the file" in told
    assert "sk-very-secret" not in told


@pytest.mark.parametrize(("section", "key"), SECRETS)
def test_secret_comes_from_the_environment_and_is_not_shown(section: str, key: str) -> None:
    """A secret is read from its variable, without blanks around it, and appears in no print of the settings."""
    begins = {SLACK_SECRETS[name]: start for name, start in BEGIN.items()}
    beside = {v: f"{begins.get(v, '')}its-fellow" for v in SLACK_SECRETS.values() if section == "slack"}
    variable = SECRETS[section, key]
    secret = f"{begins.get(variable, '')}sk-very-secret"
    settings = load_settings(environ=beside | {variable: f" {secret}\n"})
    assert getattr(getattr(settings, section), key).get_secret_value() == secret
    shown = repr(settings) + settings.model_dump_json()
    assert "sk-very-secret" not in shown
    assert "its-fellow" not in shown
    assert set(secrets_of(settings)) == {secret, *(v for k, v in beside.items() if k != variable)}


def test_without_secrets_nothing_is_blacked_out() -> None:
    """An empty secret is none: a log that blacks out every empty text would be black."""
    assert secrets_of(Settings()) == []
    assert secrets_of(load_settings(environ={"DISCORD_TOKEN": "  "})) == []


def test_a_discord_section_without_its_token_is_fine() -> None:
    """The file may set how Discord is served while the token stands in the environment only."""
    Path("given.toml").write_text("[discord]\nmention_threads = true\n", encoding="utf-8")
    settings = load_settings(Path("given.toml"), environ={"DISCORD_TOKEN": "a.b.c"})
    assert settings.discord.mention_threads
    assert settings.discord.token.get_secret_value() == "a.b.c"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'[log]\nlevel = "deb', "not valid TOML"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[log]\nlevel = 'a\x00b'", "not valid TOML"),
        (b"= = =", "not valid TOML"),
    ],
)
def test_broken_files_are_named(content: bytes, says: str) -> None:
    """A truncated or foreign file is one clear line with its name."""
    (problem,) = problems(content)
    assert problem.where == "given.toml"
    assert says in problem.what
    assert problem.todo


def test_missing_and_unreadable_files_are_named(tmp_path: Path) -> None:
    """A path that holds no file, or a folder, is one clear line."""
    for path in (Path("nowhere.toml"), tmp_path, Path("a\0b")):
        with pytest.raises(ConfigError) as caught:
            load_settings(path, environ={})
        (problem,) = caught.value.problems
        assert problem.where == str(path)
    with pytest.raises(ConfigError, match="no such file"):
        load_settings(environ={"SITREP_CONFIG": "gone.toml"})


def test_replay_is_read() -> None:
    """A replay clock takes its start with offset, and its speed as whole or broken number."""
    clock = load('[clock]\nmode = "replay"\nstart = 2020-02-13T08:00:00+03:00\nspeed = 60').clock
    assert clock.start == datetime.fromisoformat("2020-02-13T08:00:00+03:00")
    assert clock.speed == 60


@pytest.mark.parametrize("start", ['"2020-02-10T06:00+03:00"', "2020-02-10T06:00:00+03:00"])
def test_a_replay_starts_at_an_instant_in_quotes_or_not(start: str) -> None:
    """TOML has instants of its own; one in quotes means the same."""
    settings = load(f'[clock]\nmode = "replay"\nstart = {start}\nspeed = 3600')
    assert settings.clock.start == datetime.fromisoformat("2020-02-10T06:00:00+03:00")


def test_an_instant_that_is_none_is_told() -> None:
    """A start that cannot be read is named, with how to write it."""
    (problem,) = problems('[clock]\nmode = "replay"\nstart = "yesterday"')
    assert "'yesterday' is no instant" in problem.what
    assert "2020-02-13T08:00:00+03:00" in problem.todo


def test_a_day_is_no_instant() -> None:
    """A start without its time is refused, with how to write it."""
    (problem,) = problems('[clock]\nmode = "replay"\nstart = 2020-02-10')
    assert "2020-02-10 is a day" in problem.what
    assert "2020-02-10T08:00:00+03:00" in problem.todo


def test_a_lease_outlives_a_send() -> None:
    """A lease that could be taken over in the middle of a send is refused."""
    (problem,) = problems("[delivery]\nlease_s = 10.0")
    assert "lease_s 10 is not longer than send_timeout_s 15" in problem.what


@pytest.mark.parametrize("health", ["8080", "here", "127.0.0.1:", "http://127.0.0.1:8080"])
def test_a_health_address_is_host_and_port(health: str) -> None:
    """Anything but host:port is refused, with an example."""
    (problem,) = problems(f'[run]\nhealth = "{health}"')
    assert "127.0.0.1:8080" in problem.todo
