"""A small case on disk, right in every part, for tests that spoil one of them."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "case.toml": """
id = "river"
title = "The river crisis"
description = "Two sources on a flood."
timezone = "Europe/Istanbul"
language = "en"
licence = "Own words."
version = "1"

[period]
start = 2020-02-01
end = 2020-03-01

[counts]
sources = 2
facts = 4
""",
    "sources/ocha-2020-02-06.toml": """
[source]
id = "ocha-2020-02-06"
title = "Situation report 6"
publisher = "OCHA"
url = "https://example.org/6"
published = 2020-02-06
reliability = "A"
language = "en"

[[fact]]
id = "ocha-2020-02-06/1"
kind = "figure"
statement = "About 586,000 people had left their homes by 2 February 2020, the UN said."
said_by = "United Nations"
event_date = "2019-12-01/2020-02-02"
paragraph = 2
places = ["Riverside"]
actors = ["United Nations"]
topics = ["displacement"]
asks = ["How many people fled?"]
credibility = 2
supersedes = []
disputes = ["afp-2020-02-11/2"]
note = ""
measure = "displaced"
value = 586_000
unit = "people"
bound = "about"

[[fact]]
id = "ocha-2020-02-06/2"
kind = "deadline"
statement = "The United Nations asked for an answer by the end of February 2020."
said_by = "United Nations"
event_date = "2020-02-06"
credibility = 1
due = "2020-02-29T23:59:59+03:00"
set_by = "United Nations"
addressed_to = "the governor"
outcome = "missed"
outcome_facts = ["afp-2020-02-11/1"]
outcome_on = "2020-02-29"
""",
    "sources/afp-2020-02-11.toml": """
[source]
id = "afp-2020-02-11"
title = "Letter returned"
publisher = "AFP"
url = "https://example.org/afp"
published = 2020-02-11
reliability = "B"
language = "en"

[[fact]]
id = "afp-2020-02-11/1"
kind = "event"
statement = "The governor refused to answer."
event_date = "2020-02-10"
places = ["Riverside"]
credibility = 2

[[fact]]
id = "afp-2020-02-11/2"
kind = "figure"
statement = "700,000 people had left their homes, the governor said."
event_date = "2020-02-10"
credibility = 3
supersedes = ["ocha-2020-02-06/1"]
disputes = ["ocha-2020-02-06/1"]
measure = "displaced"
value = 700_000
value_high = 710_000
unit = "people"
bound = "about"
""",
    "asks.toml": """
["ocha-2020-02-06/1"]
asks = ["how many left home"]
tr = "Kaç kişi kaçtı?"
""",
    "entities.toml": """
[[entity]]
name = "Riverside"
kind = "place"
aliases = ["River Side"]
description = "A town."
source = "afp-2020-02-11/1"

[[entity]]
name = "United Nations"
kind = "organisation"
aliases = ["UN"]
source = "general"
""",
    "measures.toml": """
[[measure]]
id = "displaced"
title = "People displaced"
unit = "people"
description = "Everybody who left."
""",
    "known_gaps.toml": """
[[gap]]
id = "gap-1"
question = "How many came back?"
kind = "near-miss"
near = ["ocha-2020-02-06/1"]
lacks = "number of returns"
""",
}

OCHA = "sources/ocha-2020-02-06.toml"
AFP = "sources/afp-2020-02-11.toml"


def write_case(folder: Path) -> Path:
    """The case in `folder`, which is returned."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return folder


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
