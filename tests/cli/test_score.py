import json
from pathlib import Path

import pytest

from capability.cli.score import as_table
from capability.rule.response import Answer
from capability.rule.scoring import score
from tests.cli.running import EXAMPLES, Run, saved
from tests.synthetic import ORGANISATION, dimension, instrument, respond


@pytest.mark.parametrize(
    "case", sorted(path.parent for path in EXAMPLES.glob("*/response.json")), ids=lambda path: path.name
)
def test_score_json_prints_the_profile_of_every_example(run: Run, case: Path) -> None:
    code, out, err = run("score", str(case / "response.json"), "--json")
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    expected |= {"version": ORGANISATION.version, "digest": ORGANISATION.digest}
    assert (code, err) == (0, "")
    assert out == json.dumps(expected, sort_keys=True, indent=2) + "\n"


def test_score_json_has_null_for_what_is_not_given(run: Run) -> None:
    _, out, _ = run("score", saved("a.json", answers={}), "--json")
    profile = json.loads(out)
    assert profile["level"] is None
    assert profile["dimensions"][0] == {
        "at_most": None,
        "binding": {"among": [], "must": [], "some": 0},
        "coverage": {"answered": 0, "applicable": 4},
        "evidenced": {"of": 0, "with": 0},
        "evidenced_level": None,
        "id": "missions",
        "index": None,
        "level": None,
    }


def test_a_table_to_read() -> None:
    used = instrument(*(dimension(name) for name in ("whole", "open", "slight", "none")))
    given = {
        "whole": [Answer(2, "document"), Answer(2), Answer(3), Answer(1)],
        "open": [Answer(2), Answer("unknown"), Answer(3), Answer(0)],
        "slight": [Answer(4)],
        "none": [Answer("not-applicable")] * 4,
    }
    answers = {f"{name}.p{i}": answer for name, row in given.items() for i, answer in enumerate(row)}
    assert as_table(used, score(used, respond(used, answers))).splitlines() == [
        "Made up 1.2.3",
        "",
        "                 level                   at most  evidenced  index  answered",
        "Title of whole   2 practising                     1 of 3      50.0  4 of 4",
        "Title of open    0 not yet               2        0 of 2      41.7  3 of 4",
        "Title of slight  not enough answered     4        0 of 1            1 of 4",
        "Title of none    does not apply                                     0 of 0",
        "",
        "Dimensions at 1 or above: 1 of 3; at 2 or above: 1 of 3; at 3 or above: 0 of 3; at 4 or above: 0 of 3; "
        "without a level: 1",
        "All together: 0 not yet, at most 2 practising",
    ]


def test_a_table_of_nothing_counts_nothing() -> None:
    text = as_table(ORGANISATION, score(ORGANISATION, respond(ORGANISATION, {})))
    assert "or above" not in text
    assert "All together" not in text


def test_score_says_what_has_no_place_and_scores_the_rest(run: Run) -> None:
    code, out, err = run("score", saved("a.json", answers={"place.gone": {"level": 1}}), "--json")
    assert (code, json.loads(out)["instrument"]) == (0, "organisation")
    assert err == (
        f"note: a.json: answers: `place.gone` is no practice of organisation {ORGANISATION.version}."
        " Hint: its answer is not scored\n"
    )


def test_score_says_everything_that_is_wrong(run: Run) -> None:
    answers = {"place.outcome-map": {"level": 7}, "place.spend-map": {"level": "low"}}
    code, out, err = run("score", saved("a.json", answers=answers))
    assert (code, out) == (1, "")
    assert err.startswith("error: a.json: answers.place.outcome-map.level: no such level: 7. Hint: ")
    assert err.endswith("2 faults\n")
