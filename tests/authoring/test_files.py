"""Whatever is wrong with an author's file is told at once: where, what and how to mend it; and what is not, loads."""

import time
from pathlib import Path

import pytest

from capability.authoring.files import check
from capability.authoring.instruments import load_instrument
from capability.authoring.kinds import INSTRUMENT
from capability.errors import InstrumentError
from tests.authoring.own import GOOD, OWN

DICTIONARY = "see assessments/README.md"
SENTENCES = "a colon inside a sentence makes a key of it: put the sentence in quotes"
BOOLEANS = "YAML reads a bare yes, no, on or off as true or false: put it in quotes"
NEAR = "check the indent, colons and quotes near this line"


# What to change in the good file, and every message that must come of it, after "assessments/own.yaml".
BAD: dict[str, tuple[tuple[str, str], list[tuple[str, str]]]] = {
    "an unknown key": (
        ("find_out: Ask.", "findout: Ask."),
        [
            (
                "missing-key",
                f":11: dimensions.0.practices.0: `find_out` is missing. Hint: {DICTIONARY} for what it holds",
            ),
            (
                "unknown-key",
                ":17: dimensions.0.practices.0.findout: unknown key `findout`. Hint: did you mean `find_out`?",
            ),
        ],
    ),
    "an unknown key at the top": (
        ("about: Nothing real.", "abuot: Nothing real."),
        [
            ("missing-key", f":1: `about` is missing. Hint: {DICTIONARY} for what it holds"),
            ("unknown-key", ":3: abuot: unknown key `abuot`. Hint: did you mean `about`?"),
        ],
    ),
    "a key twice": (
        ("version: 1.0.0\n", "version: 1.0.0\nversion: 2.0.0\n"),
        [("duplicate-key", ":3: key `version` stands twice. Hint: the first is at line 2: keep one")],
    ),
    "an id twice": (
        ("id: one.second", "id: one.first"),
        [
            (
                "duplicate-id",
                ":22: dimensions.0.practices.1.id: `one.first` is used twice."
                " Hint: it stands at dimensions.0.practices.0.id already; give this one an id of its own",
            )
        ],
    ),
    "a retired id": (
        ("id: one.second", "id: one.gone"),
        [
            (
                "retired-id",
                ":22: dimensions.0.practices.1.id: `one.gone` is retired."
                " Hint: a retired id is never used again: choose a new one",
            )
        ],
    ),
    "an id with capitals": (
        ("id: one.second", "id: one.Second"),
        [
            (
                "bad-form",
                ":22: dimensions.0.practices.1.id: `one.Second` is not of the right form."
                " Hint: lower case letters, digits and hyphens, with a dot after the dimension's id",
            )
        ],
    ),
    "an id of another dimension": (
        ("id: one.second", "id: two.second"),
        [
            (
                "misplaced-id",
                ":22: dimensions.0.practices.1.id: `two.second` stands in `one`. Hint: its id begins with `one.`",
            )
        ],
    ),
    "a bare yes": (
        ("scale: [not yet,", "scale: [no,"),
        [("wrong-type", f":4: scale.0: `False` is not text. Hint: {BOOLEANS}")],
    ),
    "a colon in a sentence": (
        (
            "[To one., To two., To three., To four.]",
            "\n          - Ask: who knows\n          - b\n          - c\n          - d",
        ),
        [
            (
                "wrong-type",
                f":17: dimensions.0.practices.0.next.0: `{{'Ask': 'who knows'}}` is not text. Hint: {SENTENCES}",
            )
        ],
    ),
    "a second colon in a line": (
        ("about: Nothing real.", "about: Note: nothing real."),
        [("not-yaml", f":3: mapping values are not allowed in this context. Hint: {NEAR}")],
    ),
    "braces": (
        ("title: Made up", "title: {{ name }}"),
        [
            (
                "not-yaml",
                ":1: a list or a set of keys stands where a key should be."
                " Hint: put text that begins with { or [ in quotes",
            )
        ],
    ),
    "an alias": (
        ("title: One\n", "title: &one One\n    about: *one\n"),
        [("alias", ":9: an alias `*one`. Hint: write the text out")],
    ),
    "a tag": (
        ("title: Made up", "title: !!python/object/apply:os.system [ls]"),
        [("tag", ":1: a tag `tag:yaml.org,2002:python/object/apply:os.system`. Hint: put the text in quotes")],
    ),
    "a tab": (
        ("    title: One", "\ttitle: One"),
        [("not-yaml", f":8: found a tab character that violates indentation. Hint: {NEAR}")],
    ),
    "two documents": (
        ("dimensions:", "---\ndimensions:"),
        [("not-yaml", f":6: but found another document. Hint: {NEAR}")],
    ),
    "nested without end": (
        ("title: Made up", "title: " + "[" * 100_000 + "]" * 100_000),
        [("not-yaml", f":1: nested too deeply. Hint: {DICTIONARY}")],
    ),
    "a number without end": (
        ("version: 1.0.0", "version: " + "1" * 5000),
        [
            ("too-long", ":2: version: 5000 characters, and the limit is 20. Hint: say it in fewer"),
            (
                "bad-form",
                f":2: version: `{'1' * 60}` is not of the right form. Hint: a version is written 1.0.0",
            ),
        ],
    ),
    "a version in two parts": (
        ("version: 1.0.0", 'version: "1.0"'),
        [("bad-form", ":2: version: `1.0` is not of the right form. Hint: a version is written 1.0.0")],
    ),
    "a version that is a number": (
        ("version: 1.0.0", "version: 1.0"),
        [("wrong-type", f":2: version: `1.0` is not text. Hint: {DICTIONARY}")],
    ),
    "a date the other way": (
        ("as_at: 2026-11-22", "as_at: 22/11/2026"),
        [
            (
                "bad-form",
                ":21: dimensions.0.practices.0.as_at: `22/11/2026` is not of the right form."
                " Hint: a date is written 2026-11-22",
            )
        ],
    ),
    "a day that never was": (
        ("as_at: 2026-11-22", "as_at: 2026-02-30"),
        [("bad-form", ":21: dimensions.0.practices.0.as_at: there is no such day. Hint: look at a calendar")],
    ),
    "a chapter without a number": (
        ("module: 01-missions", "module: missions"),
        [
            (
                "bad-form",
                ":18: dimensions.0.practices.0.module: `missions` is not of the right form."
                " Hint: a chapter's file name without its ending, such as 03-market-shaping",
            )
        ],
    ),
    "a nation that is not one": (
        ("title: Second", "title: Second\n        applies: {nation: [england, englnd]}"),
        [
            (
                "bad-value",
                ":24: dimensions.0.practices.1.applies.nation.1: 'englnd' is not one of"
                f" ['england', 'scotland', 'wales']. Hint: {DICTIONARY}",
            )
        ],
    ),
    "applies nowhere": (
        ("title: Second", "title: Second\n        applies: {contract: []}"),
        [
            (
                "wrong-count",
                ":24: dimensions.0.practices.1.applies.contract: 0 entries. Hint: there must be at least 1",
            )
        ],
    ),
    "applies by what is no key": (
        ("title: Second", "title: Second\n        applies: {contact: [light-touch]}"),
        [
            (
                "unknown-key",
                ":24: dimensions.0.practices.1.applies.contact: unknown key `contact`. Hint: did you mean `contract`?",
            )
        ],
    ),
    "a foundation that does not apply everywhere": (
        ("as_at: 2026-11-22", "applies: {contract: [light-touch]}"),
        [
            (
                "switched-essential",
                ":21: dimensions.0.practices.0.applies: `one.first` is essential and does not apply everywhere. Hint: a"
                " foundation is one in every nation and contract: take `applies` or `essential` away",
            )
        ],
    ),
    "four levels": (
        ("[none, some, most, all, shared]", "[none, some, most, all]"),
        [("wrong-count", ":14: dimensions.0.practices.0.levels: 4 entries. Hint: there must be exactly 5")],
    ),
    "no evidence": (
        ("evidence: [A paper.]", "evidence: []"),
        [("wrong-count", ":15: dimensions.0.practices.0.evidence: 0 entries. Hint: there must be at least 1")],
    ),
    "a weight of nothing": (
        ("essential: true", "essential: true\n        weight: 0"),
        [("bad-value", f":21: dimensions.0.practices.0.weight: 0 is less than the minimum of 1. Hint: {DICTIONARY}")],
    ),
    "a weight with a point": (
        ("essential: true", "essential: true\n        weight: 1.0"),
        [("wrong-type", f":21: dimensions.0.practices.0.weight: `1.0` is not a whole number. Hint: {DICTIONARY}")],
    ),
    "essential in words": (
        ("essential: true", "essential: very"),
        [
            (
                "no-essential",
                ":7: dimensions.0: `one` has no essential practice. Hint: mark its foundation with `essential: true`",
            ),
            ("wrong-type", f":20: dimensions.0.practices.0.essential: `very` is not true or false. Hint: {DICTIONARY}"),
        ],
    ),
    "an empty title": (
        ("title: Made up", 'title: ""'),
        [("empty", f":1: title: nothing is written here. Hint: {DICTIONARY} for what it holds")],
    ),
    "a title that runs on": (
        ("title: Made up", f"title: {'x' * 500}"),
        [("too-long", ":1: title: 500 characters, and the limit is 60. Hint: say it in fewer")],
    ),
    "a level that runs on": (
        ("levels: [none, some, most, all, shared]", f"levels: [none, some, most, all, {'word ' * 36}]"),
        [
            (
                "too-long",
                ":14: dimensions.0.practices.0.levels.4: 36 words, and the limit is 35."
                " Hint: a rater reads five of these: say it in fewer",
            )
        ],
    ),
    "an unknown source": (
        ("sources: [known-source]", "sources: [known-sauce]"),
        [
            (
                "unknown-source",
                ":19: dimensions.0.practices.0.sources.0: `known-sauce` is not in book/references.bib."
                " Hint: did you mean `known-source`?",
            )
        ],
    ),
    "a source that is no list": (
        ("sources: [known-source]", "sources: known-source"),
        [("wrong-type", f":19: dimensions.0.practices.0.sources: `known-source` is not a list. Hint: {DICTIONARY}")],
    ),
    "dimensions that are no list": (
        (GOOD[GOOD.index("dimensions:") :], "dimensions: 5\n"),
        [("wrong-type", f":6: dimensions: `5` is not a list. Hint: {DICTIONARY}")],
    ),
    "practices that are no list": (
        (GOOD[GOOD.index("    practices:") :], "    practices: 7\n"),
        [
            (
                "no-essential",
                ":7: dimensions.0: `one` has no essential practice. Hint: mark its foundation with `essential: true`",
            ),
            ("wrong-type", f":10: dimensions.0.practices: `7` is not a list. Hint: {DICTIONARY}"),
        ],
    ),
    "a list": ((GOOD, "- a\n"), [("not-an-instrument", f": this is not an instrument. Hint: {DICTIONARY}")]),
    "prose": ((GOOD, "Dear all\n"), [("not-an-instrument", f": this is not an instrument. Hint: {DICTIONARY}")]),
    "nothing": ((GOOD, ""), [("not-an-instrument", f": this is not an instrument. Hint: {DICTIONARY}")]),
}


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(("change", "faults"), BAD.values(), ids=BAD.keys())
def test_a_bad_instrument_gets_place_fault_and_remedy(change: tuple[str, str], faults: list[tuple[str, str]]) -> None:
    old, new = change
    assert old in GOOD
    OWN.write_text(GOOD.replace(old, new, 1), "utf-8")
    told = check(OWN)
    assert [(fault.code, str(fault).removeprefix(str(OWN))) for fault in told] == faults
    with pytest.raises(InstrumentError) as caught:
        load_instrument(OWN)
    assert caught.value.faults == tuple(told)


@pytest.mark.usefixtures("council")
def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = GOOD
    for old, new in [
        ("version: 1.0.0", "version: one"),
        ("scale: [not yet,", "scale: [no,"),
        ("title: First", "tittle: First"),
        ("id: one.second", "id: one.gone"),
        ("[To one., To two., To three., To four.]", "[To one.]"),
    ]:
        text = text.replace(old, new)
    OWN.write_text(text, "utf-8")
    told = [(fault.code, int(fault.where.split(":")[1])) for fault in check(OWN)]
    assert told == [
        ("bad-form", 2),
        ("wrong-type", 4),
        ("missing-key", 11),
        ("unknown-key", 12),
        ("wrong-count", 16),
        ("retired-id", 22),
        ("wrong-count", 27),
    ]


FILES = {
    "not UTF-8": (
        GOOD.encode() + b"# caf\xe9\n",
        "not-text",
        ":31: this is not UTF-8 text. Hint: save the file as UTF-8",
    ),
    "too large": (
        GOOD.encode() + b"#" * INSTRUMENT.limit,
        "too-big",
        ": larger than 300,000 bytes. Hint: is this the right file?",
    ),
    "nothing but zeros": (b"\0" * 100, "not-yaml", f": this is not YAML. Hint: {NEAR}"),
}


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(("raw", "code", "message"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_text(raw: bytes, code: str, message: str) -> None:
    OWN.write_bytes(raw)
    assert [(fault.code, str(fault).removeprefix(str(OWN))) for fault in check(OWN)] == [(code, message)]


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    [missing] = check(tmp_path / "gone.yaml")
    [folder] = check(tmp_path)
    assert (missing.code, missing.what) == ("no-file", "no such file or directory")
    assert (folder.code, folder.what) == ("no-file", "is a directory")


@pytest.mark.usefixtures("council")
def test_a_file_whose_name_cannot_be_an_id() -> None:
    path = OWN.rename("assessments/My RaterIndices.yaml")
    [fault] = check(path)
    assert str(fault) == f"{path}: `My RaterIndices` cannot be an id. Hint: name the file in lower case, with hyphens"


@pytest.mark.usefixtures("council")
def test_very_many_faults_are_not_all_looked_for() -> None:
    begun = time.process_time()
    OWN.write_text("dimensions:\n" + "- {a: 1}\n" * 15_000)
    faults = check(OWN)
    assert 1_000 <= len(faults) <= 2_000
    assert time.process_time() - begun < 5


@pytest.mark.usefixtures("council")
def test_a_byte_order_mark_does_no_harm() -> None:
    OWN.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert check(OWN) == []
