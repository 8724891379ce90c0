import io
import json
import zipfile
from pathlib import Path

import pytest

from capability.authoring.instruments import load_instrument
from tests.cli.running import EXAMPLES, Run
from tests.writing.own_word import own_word, with_body

TEAM = str(EXAMPLES / "team-that-disagrees" / "responses")
SUPPLIERS, BEFORE = (str(EXAMPLES / "suppliers-see-it-differently" / side) for side in ("suppliers", "council"))
DAY = ("--date", "2026-11-27")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    return Run(capsys)


def words(path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
        return archive.read("word/document.xml").decode()


def test_a_paper_is_written_with_the_plan_its_decision_and_whose_it_is(run: Run) -> None:
    plan = {
        "format": "capability-plan/1",
        "instrument": "organisation",
        "version": "1.0.0",
        "targets": {"market-shaping": 2},
        "edits": {"market-shaping.early-engagement": {"owner": "Head of buying", "due": "2027-01-31"}},
        "decision": "To agree three steps.",
    }
    Path("plan.json").write_text(json.dumps(plan), "utf-8")
    Path("council.yaml").write_text("name: Example Council\n", "utf-8")
    code, _, said = run(
        "report", TEAM, SUPPLIERS, "--before", BEFORE, "--plan", "plan.json", *DAY, "--output", "paper.docx"
    )
    assert (code, "paper.docx is written" in said) == (0, True)
    told = words("paper.docx")
    for part in ("Example Council", "27 November 2026", "To agree three steps.", "Head of buying", "31 January 2027"):
        assert part in told
    assert "Suppliers." in told  # too few of them for a band
    code, _, _ = run(
        "report", TEAM, "--council-name", "Another", "--decision", "To note", "--synthetic", "--output", "."
    )
    [written] = Path().glob("organisation-board-paper-*.docx")
    assert all(part in words(str(written)) for part in ("Another", "To note", "Synthetic answers"))


def test_a_day_that_is_past_is_told_beside_the_paper_and_in_it_as_was_due(run: Run) -> None:
    plan = {"format": "capability-plan/1", "instrument": "organisation", "version": "1.0.0"}
    edits = {"market-shaping.early-engagement": {"due": "2026-01-31"}}
    Path("plan.json").write_text(json.dumps({**plan, "targets": {"market-shaping": 2}, "edits": edits}), "utf-8")
    asked = ("--plan", "plan.json", "--decision", "To agree them on 1 May 2026.", *DAY)
    code, _, said = run("report", TEAM, *asked, "--output", "paper.docx")
    assert (code, "was due 31 January 2026" in words("paper.docx")) == (0, True)
    assert "note: “Talking to suppliers early” was due 31 January 2026, which is before 27 November 2026." in said
    assert "note: The decision sought names 1 May 2026, which is before 27 November 2026. Is that day right?" in said
    assert "which is before" not in words("paper.docx")
    assert "was due 31 January 2026, which is before" in run("plan", TEAM, "--plan", "plan.json", *DAY)[2]
    assert "is before" not in run("report", TEAM, *asked[:2], "--date", "2026-01-31", "--output", "on-the-day.docx")[2]


def test_a_paper_goes_into_the_councils_own_file_or_words_say_why_not(run: Run) -> None:
    Path("own.docx").write_bytes(own_word())
    Path("bare.docx").write_bytes(with_body("<w:p/>"))
    assert run("report", TEAM, "--template", "own.docx", "--output", "in.docx")[0] == 0
    assert "Cabinet, item 7" in words("in.docx")
    code, _, said = run("report", TEAM, "--template", "bare.docx", "--output", "no.docx")
    assert (code, Path("no.docx").exists()) == (1, False)
    assert "it has no marked place for the paper. Hint: in Word, write {{ paper }}" in said
    code, _, said = run("report", TEAM, "--template", "none.docx", "--output", "no.docx")
    assert (code, "none.docx: no such file or directory" in said) == (1, True)


def test_too_few_people_another_instrument_and_a_terminal_are_told_in_words(run: Run) -> None:
    one = next(str(path) for path in sorted(Path(TEAM).iterdir()))
    code, _, said = run("report", one, "--output", "no.docx")
    assert (code, "1 person answered, and a paper needs 5" in said) == (1, True)
    code, _, said = run("report", TEAM, "--instrument", "team", "--output", "no.docx")
    assert (code, "nobody answered `team`" in said) == (1, True)
    code, _, said = run("report", SUPPLIERS, "--output", "no.docx")
    assert (code, "choose the council's own questions" in said, Path("no.docx").exists()) == (1, True, False)
    code, _, said = run("report", TEAM)
    assert (code, "not for a terminal" in said) == (1, True)
    assert not list(Path().glob("*.docx"))


def test_of_people_outside_too_it_is_said_how_many_were_asked_and_words_are_no_number(run: Run) -> None:
    asked = ("--invited", "60", "--invited", "supplier=140", "--last-round", "Autumn 2025", "--before", BEFORE)
    assert run("report", TEAM, SUPPLIERS, *asked, *DAY, "--output", "paper.docx")[0] == 0
    told = words("paper.docx")
    assert all(part in told for part in ("12 of 60 people who were invited", "Last time: Autumn 2025"))
    code, _, said = run("report", TEAM, "--invited", "supplier=many", "--output", "no.docx")
    assert (code, "how many were asked is no number: `supplier=many`" in said) == (1, True)


def test_what_headings_mean_counts_for_the_suppliers_of_the_round_before_too(run: Run) -> None:
    questions = [practice.id for practice in load_instrument("supplier").practices]
    headings = {f"Q{number}": question for number, question in enumerate(questions, 1)}
    Path("columns.json").write_text(json.dumps({"format": "capability-columns/1", "columns": headings}), "utf-8")
    low, high = (",".join([level] * len(questions)) for level in "04")
    for name, rows in (("then.csv", [low] * 9), ("now.csv", [low, *[high] * 9])):
        Path(name).write_text("\n".join([",".join(headings), *rows]), "utf-8")
    code, _, said = run(
        "report",
        TEAM,
        "now.csv",
        "--before",
        BEFORE,
        "then.csv",
        "--columns",
        "columns.json",
        *DAY,
        "--output",
        "p.docx",
    )
    assert (code, "then.csv: 10 rows read = 1 of headings + 9 counted" in said) == (0, True)
    assert "In suppliers’ own answers clearly up:" in words("p.docx")
    code, _, said = run("report", TEAM, "--before", "then.csv", "--columns", "columns.json", *DAY, "--output", "n.docx")
    assert (code, "error: --before: nobody answered `organisation`" in said) == (1, True)
