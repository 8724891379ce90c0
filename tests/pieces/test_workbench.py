import base64
import html
import io
import json
import random
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup

from capability.authoring.instruments import Library
from capability.cli import main
from capability.course.council import Council
from capability.pieces.markup import render
from capability.pieces.outputs.piles import PlainPile
from capability.pieces.outputs.plain import PlainFault
from capability.pieces.piles import plain_pile
from capability.pieces.register import compute
from capability.pieces.workbench import configure, write
from capability.reading.folders import read_files
from capability.reading.gathering import gather_all
from capability.rule.response import Answer, Rater, Response, to_json
from capability.writing.readout import SYNTHETIC
from tests.synthetic import ORGANISATION, respond
from tests.writing.own_word import own_word

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
LIBRARY = Library()
CONFIG = configure(list(LIBRARY.values()))
TEAM = EXAMPLES / "team-that-disagrees" / "responses"
BOTH = EXAMPLES / "suppliers-see-it-differently"
ROWS = EXAMPLES / "system-with-a-weak-tie" / "rows"


def pile(*paths: Path) -> PlainPile:
    return plain_pile(gather_all(read_files(paths), LIBRARY))


def shown(now: PlainPile | None = None, **state: object) -> dict[str, Any]:
    last = state.pop("last", None)
    piles = {name: held for name, held in (("now", now), ("last", last)) if held}
    return compute("workbench", CONFIG, {"piles": piles, "kept": {}, **state})


@pytest.fixture(scope="module")
def team() -> dict[str, Any]:
    return shown(pile(TEAM))


def test_before_any_file_there_is_nothing_to_say() -> None:
    bench = shown()
    assert (bench["begun"], bench["team"], bench["gaps"], bench["system"], bench["plan"]) == (
        False,
        None,
        [],
        None,
        None,
    )


def test_the_widest_disagreement_comes_first_with_its_counts(team: dict[str, Any]) -> None:
    first = team["team"]["disputed"][0]
    assert (first["title"], first["consensus"], first["flagged"]) == ("Residents help to choose the supplier", 0, True)
    assert [(at["count"], at["shade"], at["middle"]) for at in first["counts"]] == [
        (4, 5, True),
        (0, 0, False),
        (0, 0, False),
        (0, 0, False),
        (4, 5, False),
    ]


def test_a_level_says_how_sure_it_is_and_camps_and_chance_stand_beside_what_is_seen_differently(
    team: dict[str, Any],
) -> None:
    told = team["team"]
    assert [row["sure"] for row in told["dimensions"] if row["sure"]] == [{"claim": "even", "other": 2}] * 2
    assert (told["sure"], told["by_chance"]) == (None, "0.5")
    assert [[(camp["raters"], camp["low"], camp["wide"]) for camp in row["camps"]] for row in told["disputed"]] == [
        [(4, 0, False), (4, 4, False)],
        [(6, 1, False), (6, 3, False)],
        [],
    ]


def test_a_strength_is_one_of_several_where_others_stand_as_high(tmp_path: Path) -> None:
    """Of two dimensions at 3 only the steady one may be named; the page does not call it the strength alone."""
    for learning, others in ((3, True), (1, False)):
        folder = tmp_path / str(learning)
        folder.mkdir()
        for person in range(12):
            levels = {"suppliers": 3, "learning": learning - (person < 5)}
            answers = {p.id: Answer(levels.get(p.id.split(".")[0], 1)) for p in ORGANISATION.practices}  # type: ignore[arg-type]
            (folder / f"{person}.json").write_text(to_json(respond(ORGANISATION, answers)), "utf-8")
        told = shown(pile(folder))["team"]["headline"]
        assert (told["strength"], told["others_as_high"]) == ("Suppliers", others)


def test_what_nobody_knows_is_told_apart_from_what_nobody_answered(tmp_path: Path) -> None:
    answered = {"place.outcome-map": Answer("unknown"), "place.joined-purchase": Answer("not-applicable")}
    for number in range(3):
        response = msgspec.structs.replace(respond(ORGANISATION, answered), id=f"rater-{number}")
        (tmp_path / f"{number}.json").write_text(to_json(response))
    found = shown(pile(tmp_path), kept={"targets": {"organisation": {"place": 1}}})
    words = {row["id"]: (row["not_known"], row["silent"]) for row in found["team"]["practices"]}
    assert words["place.outcome-map"] == (True, False)
    assert words["place.joined-purchase"] == (False, False)
    assert words["place.spend-map"] == (False, True)
    silent = {action["practice"]: action["silent"] for action in found["plan"]["actions"]}
    assert (silent["place.outcome-map"], silent["place.spend-map"]) == (False, True)


def test_a_role_is_called_as_the_form_calls_it_and_shown_where_that_gives_nobody_away(
    team: dict[str, Any], tmp_path: Path
) -> None:
    assert (team["team"]["roles"], team["team"]["not_apart"], team["team"]["not_by_role"]) == ([], 0, 8)
    for number in range(18):
        answers = {"place.outcome-map": Answer(2), "place.spend-map": Answer((1, 2, 3)[number % 3])}
        rater = Rater(("procurement", "finance")[number % 2])
        response = msgspec.structs.replace(respond(ORGANISATION, answers), id=f"rater-{number}", rater=rater)
        (tmp_path / f"{number}.json").write_text(to_json(response))
    found = shown(pile(tmp_path))["team"]
    assert [role["role"] for role in found["roles"]] == ["Finance", "Procurement"]
    assert [[practice["id"] for practice in role["practices"]] for role in found["roles"]] == [["place.spend-map"]] * 2
    assert (found["not_apart"], found["not_by_role"]) == (0, 1)


def test_both_sides_stand_beside_each_other_and_what_cannot_be_compared_is_named() -> None:
    gaps = {
        group["raters"]: group
        for group in shown(pile(BOTH / "council", BOTH / "suppliers", BOTH / "residents"))["gaps"]
    }
    told = gaps[6]
    assert (told["how_many"], told["sure"], told["by_chance"], len(told["compared"])) == (4, 2, 0, 4)
    higher = {row["title"]: row["higher"] for row in told["compared"]}
    assert higher["How much paperwork it takes to bid"] == {
        "side": "council",
        "of_100": 94,
        "low": 63,
        "high": 99,
        "sure": True,
    }
    # 45 of 100 for the council, 20 to 73: told from the side that is higher.
    assert higher["What losing bidders are told"] == {
        "side": "outside",
        "of_100": 55,
        "low": 27,
        "high": 80,
        "sure": False,
    }
    assert "What stops small firms from bidding" in {row["title"] for row in told["too_few"]}
    assert gaps[5]["compared"][0]["higher"]["side"] == "council"


def test_without_the_councils_side_there_is_no_gap() -> None:
    assert shown(pile(BOTH / "suppliers"))["gaps"] == []


def test_the_system_has_two_parts_and_no_average() -> None:
    bench = shown(pile(ROWS))
    assert bench["system"]["team"] is None
    assert bench["system"]["network"]["level"] == 1
    assert (bench["chosen"], bench["begun"]) == (None, True)


def test_the_councils_own_questions_come_first_and_others_can_be_chosen() -> None:
    files = pile(BOTH / "suppliers", BOTH / "council")
    assert [choice["id"] for choice in shown(files)["choices"]] == ["organisation", "supplier"]
    assert shown(files, kept={"instrument": "supplier"})["team"]["raters"] == 6
    assert shown(files, kept={"instrument": "gone"})["chosen"] == "organisation"


def test_a_round_beside_itself_has_not_changed() -> None:
    files = pile(TEAM)
    change = shown(files, last=files)["change"]
    assert [dimension["title"] for dimension in change["dimensions"]] == ["Market shaping", "Residents"]
    assert {dimension["move"] for dimension in change["dimensions"]} == {"none"}
    assert len(change["no_level"]) == 7
    assert change["practices"] == []


@pytest.mark.parametrize(
    "kept", [None, [], "x", {"\ud800": 1}, {"targets": []}, {"edits": {"organisation": {"x": {"boss": 1}}}}]
)
def test_whatever_the_browser_kept_the_result_is_shown(kept: object) -> None:
    assert shown(pile(TEAM), kept=kept)["team"]["raters"] == 12


# --- the plan ---------------------------------------------------------------------------------------------------------

TARGETS = {"targets": {"organisation": {"market-shaping": 2}}}


def written(files: PlainPile, kind: str, kept: object = None) -> tuple[str, bytes]:
    """The name and the bytes of a file as the page saves it."""
    file = write(CONFIG, {"piles": {"now": files}, "kept": kept, "kind": kind, "day": "2026-11-22"})
    assert file["fault"] is None
    return file["name"], base64.b64decode(file["data"])


def refused(files: PlainPile, kind: str, kept: object = None) -> list[PlainFault]:
    """Why there is no such file."""
    faults = write(CONFIG, {"piles": {"now": files}, "kept": kept, "kind": kind, "day": "2026-11-22"})["fault"]
    assert faults
    return faults


IDS = {"organisation": "a" * 32}


def test_a_plan_has_a_name_and_one_that_is_opened_says_whether_it_is_another() -> None:
    files = pile(TEAM)
    kept = {**TARGETS, "ids": IDS, "names": {"organisation": " Care at home\u202e 2027 "}}
    plan = shown(files, kept=kept)["plan"]
    assert (plan["called"], plan["begun"]) == ("Care at home 2027", True)
    before = shown(files, kept=TARGETS)["plan"]
    assert (before["called"], before["begun"]) == (ORGANISATION.title, False)
    name, text = written(files, "json", kept)
    assert name == "organisation-plan-care-at-home-2027-2026-11-22.json"
    assert written(files, "result", kept)[0] == "organisation-team-care-at-home-2027-2026-11-22.json"
    for here, other in ((kept, False), (TARGETS, False), ({**kept, "ids": {"organisation": "b" * 32}}, True)):
        opened = shown(files, kept=here, opened=text.decode())["opened"]
        assert (opened["id"], opened["name"], opened["other"]) == ("a" * 32, "Care at home 2027", other)


def test_lowest_dimensions_are_suggested_until_the_reader_chooses() -> None:
    files = pile(TEAM)
    assert shown(files)["plan"]["suggested"] is True
    chosen = shown(files, kept=TARGETS)["plan"]
    assert chosen["suggested"] is False
    assert {aim["id"]: aim["target"] for aim in chosen["dimensions"] if aim["target"]} == {"market-shaping": 2}


def test_of_the_steps_that_are_found_it_says_how_many_are_taken() -> None:
    files = pile(TEAM)
    found = shown(files, kept=TARGETS)["plan"]
    first = found["actions"][0]["practice"]
    kept = {
        **TARGETS,
        "edits": {"organisation": {first: {"leave_out": True}, "place.outcome-map": {"leave_out": True}}},
    }
    some = shown(files, kept=kept)["plan"]
    assert (some["found"], some["taken"]) == (found["found"], found["taken"] - 1)


def test_what_the_reader_wrote_is_in_the_file_and_not_in_the_entries() -> None:
    """Entries that change are drawn anew, and a field would lose its cursor while somebody types."""
    files, words = pile(TEAM), {"market-shaping.early-engagement": {"owner": "Head of buying", "leave_out": False}}
    kept = {**TARGETS, "edits": {"organisation": words}}
    assert shown(files, kept=kept)["plan"]["actions"] == shown(files, kept=TARGETS)["plan"]["actions"]
    assert "Head of buying" in written(files, "json", kept)[1].decode()
    name, markdown = written(files, "markdown", kept)
    assert name == "organisation-plan-2026-11-22.md"
    assert "Head of buying" in markdown.decode()


@pytest.mark.parametrize("kind", ["markdown", "csv", "word", "calendar"])
def test_the_page_writes_the_same_bytes_as_the_command_line(kind: str, tmp_path: Path) -> None:
    edits = {"market-shaping.early-engagement": {"owner": "=1+1", "due": "2027-01-31"}}
    kept = {**TARGETS, "edits": {"organisation": edits}}
    (tmp_path / "plan.json").write_bytes(written(pile(TEAM), "json", kept)[1])
    output = tmp_path / "out"
    options = ["--plan", str(tmp_path / "plan.json"), "--as", kind, "--date", "2026-11-22", "--output", str(output)]
    assert main(["plan", str(TEAM), *options]) == 0
    assert written(pile(TEAM), kind, kept)[1] == output.read_bytes()


@pytest.mark.parametrize("own", [False, True], ids=["as it is", "in the council's own file"])
def test_the_board_paper_has_the_same_bytes_as_the_command_lines(own: bool, tmp_path: Path) -> None:
    name = next(iter(shown(pile(TEAM))["plan"]["actions"]))["practice"]
    kept = {
        "edits": {"organisation": {name: {"owner": "Head of buying"}}},
        "decisions": {"organisation": "To agree three steps."},
        "invited": {"organisation": " 60 ", "supplier": "1,400", "resident": "none lie here"},
        "last_rounds": {"organisation": "Autumn 2025"},
        "council": "Example Council",
    }
    piles = {"now": pile(TEAM, BOTH / "suppliers"), "last": pile(BOTH / "council")}
    state = {"piles": piles, "kept": kept, "kind": "board", "day": "2026-11-27", "synthetic": True}
    template = base64.b64encode(own_word()).decode() if own else None
    file = write(CONFIG, {**state, "template": template})
    plan = {"format": "capability-plan/1", "instrument": "organisation", "version": "1.0.0", "targets": {}}
    (tmp_path / "plan.json").write_text(
        json.dumps({**plan, "edits": kept["edits"]["organisation"], "decision": kept["decisions"]["organisation"]})  # type: ignore[index]
    )
    (tmp_path / "own.docx").write_bytes(own_word())
    arguments = ["report", str(TEAM), str(BOTH / "suppliers"), "--before", str(BOTH / "council"), "--synthetic"]
    arguments += ["--plan", str(tmp_path / "plan.json"), "--council-name", "Example Council", "--date", "2026-11-27"]
    arguments += ["--invited", "60", "--invited", "supplier=1400", "--last-round", "Autumn 2025"]
    arguments += ["--template", str(tmp_path / "own.docx")] if own else []
    assert main([*arguments, "--output", str(tmp_path / "paper.docx")]) == 0
    assert file["name"] == "organisation-board-paper-2026-11-27.docx"
    assert base64.b64decode(file["data"]) == (tmp_path / "paper.docx").read_bytes()


@pytest.mark.parametrize("seed", range(12))
def test_a_papers_widest_gaps_are_those_at_the_top_of_the_workbenchs_list(seed: int, tmp_path: Path) -> None:
    """Of practices that a paper may compare: those to which eight people or more on each side gave a level."""
    chance = random.Random(seed)
    for name in ("organisation", "supplier"):
        used = LIBRARY[name]
        truth = {practice.id: chance.randint(0, 4) for practice in used.practices}
        for i in range(chance.randint(15, 30)):
            answers = {
                practice: Answer(min(max(level + chance.choice((-1, 0, 0, 1)), 0), 4))  # type: ignore[arg-type]
                for practice, level in truth.items()
                if chance.random() < 0.9
            }
            response = msgspec.structs.replace(respond(used, answers), id=f"{name}-{i}")
            (tmp_path / f"{name}-{i}.json").write_text(to_json(response), "utf-8")
    files = pile(tmp_path)
    [told] = shown(files)["gaps"]
    sure = [
        row for row in told["compared"] if row["higher"]["sure"] and min(row["council"]["n"], row["outside"]["n"]) >= 8
    ]
    state = {"piles": {"now": files}, "kept": {}, "kind": "board", "day": "2026-11-27"}
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(write(CONFIG, state)["data"]))) as archive:
        [said] = [line for line in archive.read("word/document.xml").decode().split("<w:p>") if "widest: “" in line]
    widest = said.partition("widest: ")[2].partition("Also ")[0].partition("The other way: ")
    assert len(sure) > 3
    assert re.findall("“(.*?)”", widest[0]) == [row["title"] for row in sure[:3]]
    for row in sure[:3]:
        told_levels = {level: row[side]["level"] for level, side in (("we say", "council"), ("they say", "outside"))}
        assert ", ".join(f"{who} {level}" for who, level in told_levels.items()) in widest[0] or "both" in widest[0]
    sides = [row["higher"]["side"] for row in sure]
    other = [row["title"] for row in sure[3:] if row["higher"]["side"] != sides[0]] if len(set(sides[:3])) == 1 else []
    assert re.findall("“(.*?)”", widest[2].partition(" went up")[0])[:1] == other[:1]


def test_the_page_says_what_the_paper_says_before_it_is_saved() -> None:
    kept = {"decisions": {"organisation": "To agree three steps."}, "council": "Example Council"}
    told = shown(pile(TEAM), kept=kept, day="2026-11-27", synthetic=True)["paper"]
    state = {"piles": {"now": pile(TEAM)}, "kept": kept, "kind": "board", "day": "2026-11-27", "synthetic": True}
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(write(CONFIG, state)["data"]))) as archive:
        paragraphs = html.unescape(archive.read("word/document.xml").decode()).split("</w:p>")
    texts = ("".join(re.findall("<w:t [^>]*>([^<]*)", paragraph)) for paragraph in paragraphs)
    said = [text for text in texts if text and not text.isdigit()]
    assert (told["fault"], told["undecided"]) == (None, False)
    assert told["sentences"].startswith("Synthetic answers: ")
    assert told["sentences"].endswith("; we ask the board to agree three steps.")
    assert told["sentences"].removeprefix(f"{SYNTHETIC} ") in said
    assert [part for part in said if part.removesuffix(".") not in told["text"]] == ["Dimension", "Step"]
    assert shown(pile(TEAM))["paper"]["undecided"]
    few = shown(pile(sorted(TEAM.iterdir())[0]))["paper"]
    assert (few["sentences"], few["text"]) == ("", "")
    assert few["fault"][0]["what"].startswith("1 person answered")


def test_days_of_the_plan_and_of_the_decision_that_are_past_are_told() -> None:
    files = pile(TEAM)
    first, second = (action["practice"] for action in shown(files, kept=TARGETS)["plan"]["actions"][:2])
    edits = {first: {"due": "2026-11-26"}, second: {"due": "2026-01-01", "leave_out": True}}
    kept = {**TARGETS, "edits": {"organisation": edits}, "decisions": {"organisation": "To agree by 1 May 2026."}}
    plan = shown(files, kept=kept, day="2026-11-27")["plan"]
    told, beside = plan["past"], [action["practice"] for action in plan["actions"] if action["past"]]
    assert beside == [first]
    assert [("26 November 2026" in line, "1 May 2026" in line) for line in told] == [(True, False), (False, True)]
    assert shown(files, kept=kept, day="2026-04-30")["plan"]["past"] == []
    of_today = shown(files, kept=kept, day="2026-11-26")["plan"]
    assert not any(action["past"] for action in of_today["actions"])


def test_too_few_for_a_paper_and_a_file_that_is_no_template_are_told_in_words() -> None:
    few = pile(sorted(TEAM.iterdir())[0])
    asked = {"piles": {"now": few}, "kept": {}, "kind": "board", "day": "2026-11-27"}
    [fault] = write(CONFIG, asked)["fault"] or []
    assert fault["what"].startswith("1 person answered")
    [fault] = compute("workbench-template", CONFIG, {"template": base64.b64encode(b"%PDF").decode()})["fault"]
    assert fault["what"] == "This is no Word file (.docx)"
    assert compute("workbench-template", CONFIG, {"template": base64.b64encode(own_word()).decode()}) == {"fault": None}


def test_the_edition_of_a_council_knows_whose_paper_it_is() -> None:
    whose = configure(list(LIBRARY.values()), Council(name="Example Council"))
    assert "data-council" not in render(whose)
    assert "data-council" in render(CONFIG)
    state = {"piles": {"now": pile(TEAM)}, "kept": {"council": "Another"}, "kind": "board", "day": "2026-11-27"}
    paper = base64.b64decode(write(whose, state)["data"])
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        assert "Example Council" in archive.read("word/document.xml").decode()


def test_a_day_that_is_none_is_refused_in_words() -> None:
    kept = {**TARGETS, "edits": {"organisation": {"market-shaping.early-engagement": {"due": "2027-02-30"}}}}
    assert refused(pile(TEAM), "word", kept)[0]["what"] == "There is no day 2027-02-30"


def test_a_saved_plan_is_shown_before_it_is_used() -> None:
    text = written(pile(TEAM), "json", TARGETS)[1].decode()
    opened = shown(pile(TEAM), opened=text)["opened"]
    assert (opened["fault"], opened["targets"], opened["chosen"]) == (None, {"market-shaping": 2}, 1)
    assert shown(pile(TEAM), opened="{}")["opened"]["fault"]


# --- the same as the command line -------------------------------------------------------------------------------------


def generated(seed: int) -> list[Response]:
    """A made-up team: some know much, some little, and some lean one way."""
    chance = random.Random(seed)
    team = []
    for i in range(chance.randint(1, 40)):
        lean = chance.randint(0, 4)
        answers = {}
        for practice in ORGANISATION.practices:
            level = chance.choice([lean, lean, chance.randint(0, 4), "unknown", "not-applicable", None])
            if level is not None:
                answers[practice.id] = Answer(level, chance.choice(["none", "document"]))  # type: ignore[arg-type]
        response = respond(ORGANISATION, answers)
        role = chance.choice(["procurement", "Finance ", ""])
        team.append(msgspec.structs.replace(response, id=f"{seed}-{i}", rater=Rater(role)))
    return team


@pytest.mark.parametrize("seed", range(50))
def test_a_generated_team_gives_what_the_command_line_gives(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for i, response in enumerate(generated(seed)):
        (tmp_path / f"{i:03}.json").write_text(to_json(response), "utf-8")
    assert main(["team", str(tmp_path), "--json"]) == 0
    files = pile(tmp_path)
    assert written(files, "result") == ("organisation-team-2026-11-22.json", capsys.readouterr().out.encode())
    assert main(["tally", str(tmp_path)]) == 0
    assert written(files, "tally") == ("organisation-tally-2026-11-22.json", capsys.readouterr().out.encode())


@pytest.mark.parametrize("folder", [TEAM, BOTH / "council", BOTH / "suppliers", BOTH / "residents"])
def test_a_worked_example_gives_what_the_command_line_gives(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["team", str(folder), "--json"]) == 0
    assert written(pile(folder), "result")[1] == capsys.readouterr().out.encode()


# --- what is taken along ----------------------------------------------------------------------------------------------


def test_no_file_is_made_until_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    files = pile(TEAM)

    def made(*_: object) -> None:
        raise AssertionError("a file was made")

    for name in ("tally_json", "team_json", "write_choices", "write_plan"):
        monkeypatch.setattr(f"capability.pieces.workbench.files.{name}", made)
    assert shown(files, kept=TARGETS)["team"]["raters"] == 12
    with pytest.raises(AssertionError, match="a file was made"):
        written(files, "tally")


@pytest.mark.parametrize(("paths", "kind"), [([], "tally"), ([TEAM], "pdf")])
def test_what_no_page_can_ask_for_is_a_fault_of_the_page(paths: list[Path], kind: str) -> None:
    with pytest.raises(ValueError, match="no page asks"):
        written(pile(*paths), kind)


# --- the form ---------------------------------------------------------------------------------------------------------


def test_the_form_carries_ids_in_place_of_instruments() -> None:
    [form] = BeautifulSoup(render(CONFIG), "html.parser").select("form")
    assert json.loads(str(form["data-config"]))["instruments"] == list(LIBRARY)
    assert len(render(CONFIG)) < 75_000


def test_every_control_has_a_name() -> None:
    soup = BeautifulSoup(render(CONFIG), "html.parser")
    for control in soup.select("input, select"):
        labelled = control.find_parent("label") or control.get("aria-label")
        assert labelled or soup.select(f"label[for='{control['id']}']"), control


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(heading.name[1]) for heading in BeautifulSoup(render(CONFIG), "html.parser").select("h3, h4, h5")]
    assert levels[0] == 3
    assert all(after <= before + 1 for before, after in pairwise(levels))
