import json

from tests.cli.running import EXAMPLES, Run

SYSTEM = EXAMPLES / "system-with-a-weak-tie"


def test_relations_json_and_table(run: Run) -> None:
    rows = str(SYSTEM / "rows")
    expected = json.loads((SYSTEM / "expected-relations.json").read_text("utf-8"))
    assert run("relations", rows, "--json") == (0, json.dumps(expected, sort_keys=True, indent=2) + "\n", "")
    code, out, err = run("relations", rows)
    assert (code, err) == (0, "")
    assert out.startswith("Relations of 7 actors: 1 (contact)\n")
    assert "At 2 (exchange) these groups are not connected yet:\n  college, residents, vcse\n" in out
    assert "To join them, 1 of these ties must rise from 1 to 2:\n  council – vcse\n" in out
    assert "council – residents            0 none          3 and 0\n" in out


def test_relations_with_a_list_names_the_silent_and_leaves_out_the_rest(run: Run) -> None:
    code, out, err = run("relations", str(SYSTEM / "rows" / "council.json"), "--actors", "council, health", "--json")
    relations = json.loads(out)
    assert (code, relations["actors"], relations["silent"], relations["level"]) == (
        0,
        ["council", "health"],
        ["health"],
        None,
    )
    assert len(err.splitlines()) == 5
    assert run("relations", "gone.json")[0] == 1
