"""The workbench on the built site: files dropped, a team seen, a plan written, and nothing sent anywhere."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from capability.cli import main
from capability.rule.response import to_json
from tests.pieces.test_workbench import generated
from tests.site.conftest import Arrive
from tests.site.reader import Reader
from tests.writing.own_word import own_word

PAGE = "assessments/workbench.html"
EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"
TEAM = EXAMPLES / "team-that-disagrees" / "responses"
BOTH = EXAMPLES / "suppliers-see-it-differently"

DROP = """([zone, files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  zone.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: carried }));
  zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


def payload(name: str, data: bytes | str) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": data if isinstance(data, bytes) else data.encode()}


def of(folder: Path) -> list[FilePayload]:
    return [payload(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.json"))]


class Bench:
    """The workbench in front of a reader."""

    def __init__(self, reader: Reader) -> None:
        self.page = reader.page
        self.page.goto(reader.home + PAGE)
        self.form = reader.page.locator("[data-piece=workbench]")
        self.report = self.form.locator(".cap-workbench-report")
        self.notices = self.form.locator(".cap-notices")

    def zone(self, name: str = "now") -> Locator:
        return self.form.locator(f"[data-drop={name}]")

    def choose(self, files: Iterable[FilePayload], name: str = "now") -> None:
        self.zone(name).locator("[data-files]").set_input_files(list(files))

    def saved(self, button: str) -> tuple[str, bytes]:
        with self.page.expect_download() as download:
            self.form.get_by_role("button", name=button, exact=button == "Word").click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.fixture
def bench(reader: Reader) -> Bench:
    return Bench(reader)


def test_a_managers_path_from_files_to_a_plan(bench: Bench) -> None:
    bench.choose([*of(TEAM), *of(BOTH / "suppliers")])
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True)
    expect(bench.report).to_contain_text("Residents help to choose the supplier", use_inner_text=True)
    expect(bench.report).to_contain_text("two camps: 4 at 0", use_inner_text=True)
    listed = "3 practices are listed. Chance alone would list about 0.5"
    expect(bench.report).to_contain_text(listed, use_inner_text=True)
    level = bench.report.get_by_role("row").filter(has_text="Residents").filter(has_text="or 2: as likely as not")
    expect(level).to_be_visible()
    expect(bench.report).to_contain_text("Both sides: what people outside see", use_inner_text=True)
    expect(bench.report).to_contain_text("0 of 2 compared practices show a gap", use_inner_text=True)
    told = "No difference shown: The council 75 (46 to 91)"
    expect(bench.report).to_contain_text(told, use_inner_text=True)
    bench.form.get_by_label("Market shaping").select_option("3")
    first = bench.form.locator("[data-action]").first
    first.get_by_label("Next step in your own words").fill("Ring two firms before Easter")
    first.get_by_label("Owner").fill("Head of buying")
    first.get_by_label("By").fill("2027-01-31")
    first.get_by_label("Note").fill("=1+1 <b>not bold</b>")
    name, markdown = bench.saved("Markdown")
    assert name.endswith(".md")
    assert "Head of buying" in markdown.decode()
    assert "Ring two firms before Easter" in markdown.decode()
    assert "31 January 2027" in markdown.decode()
    _, table = bench.saved("CSV")
    assert "'=1+1 <b>not bold</b>" in table.decode()
    _, word = bench.saved("Word")
    assert zipfile.is_zipfile(io.BytesIO(word))
    _, calendar = bench.saved("Calendar")
    assert b"DTSTART;VALUE=DATE:20270131" in calendar
    expect(first.get_by_label("Owner")).to_have_value("Head of buying")


def test_what_is_written_in_a_plan_outlives_the_page_and_the_files_do_not(bench: Bench) -> None:
    bench.choose(of(TEAM))
    bench.form.locator("[data-action]").first.get_by_label("Owner").fill("Head of buying")
    _, plan = bench.saved("Save the plan")
    bench.page.reload()
    expect(bench.report).to_be_hidden()
    bench.choose(of(TEAM))
    owner = bench.form.locator("[data-action]").first.get_by_label("Owner")
    expect(owner).to_have_value("Head of buying")
    owner.fill("")
    bench.form.locator("[data-plan]").set_input_files(payload("plan.json", plan))
    bench.form.get_by_role("button", name="Use this plan").click()
    expect(owner).to_have_value("Head of buying")
    bench.form.locator("[data-plan]").set_input_files(payload("plan.json", "[]"))
    expect(bench.form.locator("[data-opened]")).to_contain_text("cannot be used as a plan", use_inner_text=True)


def test_two_plans_stay_two_in_a_calendar_and_on_a_disk(bench: Bench) -> None:
    bench.choose(of(TEAM))
    name, due = (
        bench.form.get_by_label("Name of this plan"),
        bench.form.locator("[data-action]").first.get_by_label("By"),
    )
    bench.form.get_by_role("button", name="Calendar").click()
    expect(bench.form.get_by_text("no action has a date yet")).to_be_visible()
    name.fill("Care at home 2027")
    due.fill("2027-01-31")
    expect(bench.report.get_by_role("heading", name="The plan: Care at home 2027")).to_be_visible()
    first_name, first = bench.saved("Calendar")
    due.fill("2027-05-14")
    _, later = bench.saved("Calendar")
    aside, plan = bench.saved("Begin another plan")
    expect(name).to_be_focused()
    expect(name).to_have_value("")
    expect(due).to_have_value("")
    name.fill("Roads: north/south")
    due.fill("2027-01-31")
    second_name, second = bench.saved("Calendar")
    assert [Path(file).stem[:-11] for file in (first_name, second_name, aside)] == [
        "organisation-plan-care-at-home-2027",
        "organisation-plan-roads-north-south",
        "organisation-plan-care-at-home-2027",
    ]
    assert value(first, "UID") == value(later, "UID") != value(second, "UID")
    assert int(value(first, "SEQUENCE")) <= int(value(later, "SEQUENCE"))
    bench.form.locator("[data-plan]").set_input_files(payload("plan.json", plan))
    expect(bench.form.locator("[data-opened]")).to_contain_text("another plan than the one here", use_inner_text=True)
    assert b"Roads: north/south" in bench.saved("Use this plan")[1]
    expect(due).to_have_value("2027-05-14")
    expect(name).to_have_value("Care at home 2027")
    assert value(bench.saved("Calendar")[1], "UID") == value(first, "UID")


def value(calendar: bytes, name: str) -> str:
    [line] = [line for line in calendar.decode().replace("\r\n ", "").split("\r\n") if line.startswith(f"{name}:")]
    return line.partition(":")[2]


def test_an_action_that_is_left_out_comes_back(bench: Bench) -> None:
    bench.choose(of(TEAM))
    first = bench.form.locator("[data-action]").first
    title = first.locator("h5 b").inner_text()
    first.get_by_label("Leave this out").check()
    assert title not in bench.saved("Markdown")[1].decode()
    take = bench.form.get_by_label("How many of these steps to take")
    expect(take).to_have_value("")
    take.select_option("only the first 2")
    expect(bench.form).to_contain_text("In the plan: 2 of ", use_inner_text=True)
    assert bench.saved("Markdown")[1].decode().count("**Next step:**") == 2
    assert title in bench.saved("Markdown")[1].decode()
    bench.form.get_by_label("Leave this out").nth(1).check()
    expect(take).to_have_value("1")
    take.select_option("all of them")
    expect(bench.form.get_by_role("checkbox", name="Leave this out", checked=True)).to_have_count(0)


def test_files_can_be_dropped(bench: Bench) -> None:
    files = [[path.name, path.read_text("utf-8")] for path in sorted(TEAM.glob("*.json"))]
    bench.page.evaluate(DROP, [bench.zone().element_handle(), files])
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True)


def test_by_keyboard_alone(bench: Bench) -> None:
    # Heard of from here on: a browser that is told only with the key press may open the computer's own window first.
    bench.page.on("filechooser", lambda _: None)
    button = bench.zone().get_by_role("button", name="Choose files")
    expect(button).to_be_visible()
    button.focus()
    expect(button).to_be_focused()
    with bench.page.expect_file_chooser() as chooser:
        bench.page.keyboard.press("Enter")
    chooser.value.set_files(of(TEAM))
    expect(bench.report).to_be_visible()
    bench.form.get_by_label("Market shaping").focus()
    bench.page.keyboard.press("t")
    bench.page.keyboard.press("Tab")
    owner = bench.form.locator("[data-action]").first.get_by_label("Owner")
    owner.focus()
    bench.page.keyboard.type("Head of buying")
    expect(owner).to_be_focused()
    expect(owner).to_have_value("Head of buying")
    with bench.page.expect_download():
        bench.form.get_by_role("button", name="Save the tally").focus()
        bench.page.keyboard.press("Enter")


def test_last_time_shows_what_moved_and_can_be_cleared(bench: Bench) -> None:
    bench.choose(of(BOTH / "council"))
    bench.choose(of(TEAM), "last")
    expect(bench.report).to_contain_text("12 people answered then, 8 now", use_inner_text=True)
    bench.zone("last").get_by_role("button", name="Clear").click()
    expect(bench.report.get_by_role("region", name="Change since last time")).to_be_hidden()
    expect(bench.zone("last").get_by_role("button", name="Choose files")).to_be_focused()


def test_synthetic_answers_say_that_they_are_and_show_every_part(bench: Bench) -> None:
    bench.form.get_by_role("button", name="Try it with synthetic answers").click()
    expect(bench.report).to_contain_text("Synthetic answers. We made these people", use_inner_text=True)
    expect(bench.report).to_contain_text(
        "Since last time: up: Objectives and conditions, Suppliers.", use_inner_text=True
    )
    for part in (
        "Where people see it differently",
        "Since last time",
        "Both sides: what people outside see",
        "The system",
        "The plan: ",
        "The figures behind it",
    ):
        expect(bench.report.locator("summary").filter(has_text=part).first).to_be_visible()
    expect(bench.report).to_contain_text("Whose loss would split what is connected", use_inner_text=True)

    system = bench.report.locator("details").filter(has=bench.page.locator("summary", has_text="The system"))
    system.locator("summary").first.click()
    expect(bench.report).not_to_contain_text("Whose loss would split", use_inner_text=True)

    bench.choose(of(BOTH / "council"))
    expect(bench.zone()).to_contain_text("8 people", use_inner_text=True)
    expect(bench.report).not_to_contain_text("Synthetic answers", use_inner_text=True)
    expect(bench.zone()).not_to_contain_text("31 people", use_inner_text=True)
    expect(bench.report).not_to_contain_text("Since last time: up", use_inner_text=True)


def test_from_try_it_to_a_board_paper_that_the_command_line_writes_too(
    bench: Bench, site: Path, tmp_path: Path
) -> None:
    bench.form.get_by_role("button", name="Try it with synthetic answers").click()
    expect(bench.report).to_contain_text("Since last time: up", use_inner_text=True)
    bench.form.get_by_label("Name of your council").fill("Example Council")
    bench.form.get_by_label("Decision sought").fill("To agree three steps.")
    invited = bench.form.get_by_label("How many people were asked to answer?")
    invited.fill("2")
    bench.form.get_by_role("button", name="Save the board paper").click()
    expect(bench.form).to_contain_text("2 were invited, and ", use_inner_text=True)
    invited.fill("60")
    bench.form.get_by_label("Suppliers: how many were asked?").fill("120")
    expect(bench.form.get_by_label("When was the last round?")).to_be_hidden()
    template = bench.form.locator("[data-template]")
    template.set_input_files(payload("minutes.docx", b"%PDF-1.7"))
    expect(bench.form).to_contain_text(
        "minutes.docx cannot be used. The paper can be saved without it.", use_inner_text=True
    )
    name, paper = bench.saved("Save the board paper")
    template.set_input_files(payload("cabinet.docx", own_word()))
    expect(bench.form).to_contain_text("The paper goes into cabinet.docx.", use_inner_text=True)
    _, in_own = bench.saved("Save the board paper")
    (tmp_path / "own.docx").write_bytes(own_word())
    now, last = (next(site.glob(f"capability/*/demonstration-{pile}.zip")) for pile in ("now", "last"))
    arguments = ["report", str(now), "--before", str(last), "--synthetic", "--council-name", "Example Council"]
    arguments += [
        "--invited",
        "60",
        "--invited",
        "supplier=120",
        "--decision",
        "To agree three steps.",
        "--date",
        name.removesuffix(".docx")[-10:],
    ]
    assert main([*arguments, "--output", str(tmp_path / name)]) == 0
    assert paper == (tmp_path / name).read_bytes()
    assert main([*arguments, "--template", str(tmp_path / "own.docx"), "--output", str(tmp_path / "in.docx")]) == 0
    assert in_own == (tmp_path / "in.docx").read_bytes()
    bench.form.get_by_role("button", name="Leave our Word file out").click()
    expect(bench.form.get_by_role("button", name="Put it into our own Word file")).to_be_focused()
    _, plan = bench.saved("Save the plan to a file")
    assert json.loads(plan)["decision"] == "To agree three steps."


CLIPBOARD = """(refused) => {
  const writeText = async (text) => { if (refused) throw new Error("refused"); window.copied = text; };
  Object.defineProperty(Navigator.prototype, "clipboard", { configurable: true, value: { writeText } });
}"""


def test_what_the_paper_says_is_read_and_copied_or_stands_marked_in_a_box(bench: Bench) -> None:
    bench.page.evaluate(CLIPBOARD, False)
    bench.form.get_by_role("button", name="Try it with synthetic answers").click()
    expect(bench.report).to_contain_text("Since last time: up", use_inner_text=True)
    bench.form.get_by_label("How many people were asked to answer?").fill("60")
    bench.form.get_by_label("Decision sought").fill("To agree three steps by 1 May 2020.")
    sentences = bench.form.get_by_text(
        re.compile("In the 2026 round, 31 of 60 people who were invited .*; we ask the board to")
    )
    expect(sentences.first).to_be_visible()
    past = bench.form.get_by_text("The decision sought names 1 May 2020, which is before")
    expect(past).to_have_count(2)  # beside the plan, and beside the paper
    bench.form.get_by_role("button", name="Copy these sentences").click()
    expect(bench.form).to_contain_text("Copied: paste it into your report or an email.", use_inner_text=True)
    copied = bench.page.evaluate("window.copied")
    assert copied.startswith("Synthetic answers: ")
    assert copied.endswith("; we ask the board to agree three steps by 1 May 2020.")
    bench.form.get_by_text("Read the whole paper here first").click()
    expect(bench.form.locator(".cap-workbench-paper")).to_contain_text("Where we stand")
    bench.form.get_by_role("button", name="Copy the whole paper as text").click()
    bench.page.wait_for_function("window.copied.includes('Where we stand')")

    bench.page.evaluate(CLIPBOARD, True)
    for button, label in (
        ("Copy these sentences", "The sentences as text"),
        ("Copy the whole paper as text", "The paper as text"),
    ):
        bench.form.get_by_role("button", name=button).click()
        expect(bench.form.get_by_label(label)).to_be_focused()
        expect(bench.form).to_contain_text("The text is marked below: copy it yourself.", use_inner_text=True)
        marked = bench.page.evaluate(
            "() => { const b = document.activeElement; return b.value.slice(b.selectionStart, b.selectionEnd) }"
        )
        assert marked.startswith(("Synthetic answers: ", "Buying for missions"))
    bench.form.get_by_label("How many people were asked to answer?").fill("2")
    expect(bench.form).to_contain_text("2 were invited, and 31 answered", use_inner_text=True)
    expect(sentences).to_have_count(0)


def test_every_bad_file_is_named_and_the_rest_goes_on(bench: Bench) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.json", b"0" * 20_000_000)
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as packed:
        packed.writestr("../climbs.json", b"{}")
    headings = "role,place.outcome-map,place.spend-map\n"
    rows = "finance,2,3\nlegal,7,=1+1\n"
    bench.choose(
        [
            *of(TEAM),
            payload("copy.json", (TEAM / sorted(path.name for path in TEAM.iterdir())[0]).read_bytes()),
            payload("empty.json", b""),
            payload("bomb.zip", bomb.getvalue()),
            payload("climbing.zip", climbing.getvalue()),
            payload("rows.csv", headings + rows),
            payload("<img src=x onerror=alert(1)>.json", b"{"),
        ]
    )
    expect(bench.zone()).to_contain_text("13 people", use_inner_text=True)
    left_out = bench.zone().locator("details").filter(has_text="Left out")
    left_out.locator("summary").click()
    for words in ("copy.json", "empty.json", "zeros.json", "climbs.json", "rows.csv:3", "<img src=x onerror"):
        expect(left_out).to_contain_text(words, use_inner_text=True)
    assert bench.zone().locator("img").count() == 0


def test_only_bad_files_give_no_report(bench: Bench) -> None:
    bench.choose([payload("a.json", b"{")])
    expect(bench.zone()).to_contain_text("Nothing in these files could be used", use_inner_text=True)
    expect(bench.report).to_be_hidden()


def test_with_few_people_it_says_so(bench: Bench) -> None:
    bench.choose(of(TEAM)[:2])
    expect(bench.report).to_contain_text(
        "Fewer than three people: too few to say whether they differ", use_inner_text=True
    )
    expect(bench.report).to_contain_text("can often tell who said what", use_inner_text=True)


def test_the_result_is_what_the_command_line_prints(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over worked examples and made-up teams, one after the other in one visit."""
    folders = [TEAM, BOTH / "council", BOTH / "suppliers", BOTH / "residents"]
    for seed in range(12):
        folder = tmp_path / str(seed)
        folder.mkdir()
        for i, response in enumerate(generated(seed)):
            (folder / f"{i:03}.json").write_text(to_json(response), "utf-8")
        folders.append(folder)
    for folder in folders:
        assert main(["team", str(folder), "--json"]) == 0
        printed = capsys.readouterr().out
        bench.choose(of(folder))
        expect(bench.report).to_be_visible()
        name, result = bench.saved("Save the result")
        assert result.decode() == printed, folder
        assert name.startswith(f"{json.loads(printed)['instrument']}-team-")
        bench.zone().get_by_role("button", name="Clear").click()
        expect(bench.report).to_be_hidden()


def test_a_tally_that_was_saved_is_read_again(bench: Bench) -> None:
    bench.choose(of(TEAM))
    _, tally = bench.saved("Save the tally")
    _, before = bench.saved("Save the result")
    bench.zone().get_by_role("button", name="Clear").click()
    bench.choose([payload("council.tally.json", tally)])
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True)
    assert bench.saved("Save the result")[1] == before


def test_the_board_report_prints_without_buttons_and_with_every_practice(bench: Bench) -> None:
    bench.choose([*of(TEAM), *of(BOTH / "suppliers")])
    expect(bench.report).to_be_visible()
    bench.page.evaluate("() => { window.print = () => window.dispatchEvent(new Event('beforeprint')); }")
    bench.form.get_by_role("button", name="Print this whole report").click()
    bench.page.emulate_media(media="print")
    expect(bench.report.locator("button:visible")).to_have_count(0)
    expect(bench.zone()).to_be_hidden()
    expect(bench.report.get_by_text("Every practice, in the order of the questions")).to_be_visible()
    expect(bench.report.locator(".cap-print-head")).to_contain_text("Report, ")
    # Only made-up answers may be called made up.
    expect(bench.report.get_by_text("Synthetic answers.")).to_be_hidden()


def test_it_loads_its_own_view_and_styles_and_each_file_once(bench: Bench, reader: Reader) -> None:
    """What the page names beforehand must be the very thing that its script imports, or it would be fetched twice."""
    expect(bench.zone().get_by_role("button", name="Choose files")).to_be_visible()
    own = [url for url in reader.watch.requests if "/capability/" in url and url.endswith((".js", ".css"))]
    names = {url.rpartition("/")[2] for url in own}
    assert {"host.js", "workbench.js", "view.js", "dropping.js", "capability.css", "workbench.css"} <= names
    assert not {"assessment.js", "roundtable.js", "quiz.js", "roundtable.css", "quiz.css"} & names
    assert len(set(own)) == len(own)


def test_without_javascript_it_says_what_it_is_and_what_to_do(arrive: Arrive) -> None:
    """The page's words are there; the form says which commands do the same."""
    with arrive(java_script_enabled=False) as reader:
        reader.page.goto(reader.home + PAGE)
        expect(reader.page.locator("[data-piece=workbench]")).to_contain_text("capability team")


CASES = Path(__file__).parents[1] / "reading" / "cases"


def test_a_table_that_is_not_sure_is_asked_about_and_then_counted(bench: Bench) -> None:
    bench.choose([payload("form.csv", (CASES / "one-to-five.csv").read_bytes())])
    zone = bench.zone()
    expect(zone).to_contain_text("form.csv is not counted yet", use_inner_text=True, timeout=60_000)
    expect(bench.report).to_be_hidden()
    zone.get_by_role("button", name="Options 1 to 5").click()
    expect(zone).to_contain_text("4 rows: 1 of headings, 3 by 3 people, and 0 left out", use_inner_text=True)
    expect(bench.report).to_be_visible()
    zone.get_by_text("How form.csv was understood").click()
    expect(zone.get_by_role("row").filter(has_text="Missions that can be checked")).to_be_visible()
    right = "element => element.getBoundingClientRect().right"
    assert zone.locator(".cap-table").first.evaluate(right) <= zone.evaluate(right), "the table leaves its box"
    name, data = bench.saved("Save what you said")
    assert name.startswith("columns-") and json.loads(data)["tables"] == {"form.csv": "1-5"}
    # What was said can be seen, and taken back.
    said = bench.form.get_by_role("listitem").filter(has_text="Options 1 to 5")
    expect(said).to_contain_text("form.csv", use_inner_text=True)
    bench.form.get_by_role("button", name="Take it back").click()
    expect(said).to_have_count(0)
    zone.get_by_role("button", name="Options 1 to 5").click()
    # Dropped with its table next time, it asks nothing.
    zone.get_by_role("button", name="Clear").click()
    bench.choose([payload("form.csv", (CASES / "one-to-five.csv").read_bytes()), payload(name, data)])
    expect(zone).to_contain_text("4 rows: 1 of headings, 3 by 3 people, and 0 left out", use_inner_text=True)


HANGS = "hangs.json"


def hanging(script: bytes) -> bytes:
    """The worker, which works for ever once it is asked about a file of this name."""
    before = b"answer: ({ id, piece, config, state }) => {"
    assert before in script
    return script.replace(before, before + b" for (; JSON.stringify(state).includes(%r); );" % HANGS)


def test_work_that_never_ends_is_stopped_by_the_reader_or_by_the_page_and_nothing_is_lost(
    reader_of: Callable[..., Reader],
) -> None:
    reader = reader_of(altered={"capability/*/worker.js": hanging})
    reader.page.clock.install()
    bench = Bench(reader)
    stop = bench.notices.get_by_role("button", name="Stop")
    first, *others = of(TEAM)
    bench.choose([first])
    expect(bench.zone()).to_contain_text("1 person", use_inner_text=True)
    expect(stop).to_be_hidden()
    aimed = bench.form.locator("[data-action]").filter(has_text="Market shaping")
    expect(aimed.first).to_be_visible()

    def hang() -> None:
        page = bench.page.locator("html")
        expect(page).to_have_attribute("data-python", "idle")
        bench.choose([payload(HANGS, "{}")])
        expect(page).to_have_attribute("data-python", "busy")

    hang()
    bench.form.get_by_label("Market shaping").select_option("")  # waits behind it
    bench.page.clock.fast_forward(3_000)
    expect(bench.notices).to_contain_text("still working", use_inner_text=True)
    stop.focus()
    bench.page.keyboard.press("Enter")
    expect(bench.notices).to_contain_text("Stopped, as you wished. Nothing is lost", use_inner_text=True)
    expect(bench.notices.locator("[data-working]")).to_be_focused()
    expect(stop).to_be_hidden()
    # The report is what it was, and what waited is answered by a fresh Python.
    expect(bench.zone()).to_contain_text("1 person", use_inner_text=True)
    expect(aimed).to_have_count(0, timeout=60_000)

    bench.choose(others)
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True)
    expect(bench.notices).not_to_contain_text("Stopped", use_inner_text=True)

    bench.form.locator("[data-plan]").set_input_files(payload("plan.json", f'"{HANGS}"'))
    expect(bench.page.locator("html")).to_have_attribute("data-python", "busy")
    bench.page.clock.fast_forward(19_000)
    expect(stop).to_be_visible()
    bench.page.clock.fast_forward(1_100)
    expect(bench.notices).to_contain_text("Stopped by this page", use_inner_text=True)
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True)


DIES = "dies.json"


def dying(script: bytes) -> bytes:
    """The worker, which ends without an answer at the content of one file, and works for ever at that of another."""
    before = b"answer: ({ id, piece, config, state }) => {"
    ends = f"""const text = JSON.stringify(state);
        if (text.includes('"name":"{DIES}","data":"')) {{
          setTimeout(() => {{ throw new Error("out of memory"); }});
          throw new Error("torn");
        }}
        for (; text.includes('"name":"{HANGS}","data":"'); );"""
    assert before in script
    return script.replace(before, before + ends.encode())


def test_a_file_at_which_python_dies_is_named_and_the_others_are_read(reader_of: Callable[..., Reader]) -> None:
    reader = reader_of(altered={"capability/*/worker.js": dying})
    reader.watch.tolerate("torn", "out of memory")
    reader.page.clock.install()
    bench = Bench(reader)
    page = bench.page.locator("html")
    left_out = bench.zone().locator("details").filter(has_text="Left out")
    bench.choose([*of(TEAM)[:6], payload(DIES, "{}"), *of(TEAM)[6:]])
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True, timeout=60_000)
    expect(bench.report).to_be_visible()
    left_out.locator("summary").click()
    expect(left_out.locator("li:visible")).to_have_count(1)
    expect(left_out).to_contain_text(f"{DIES}: Reading this file made the page's program fail", use_inner_text=True)
    expect(bench.notices).not_to_contain_text("fault of its own", use_inner_text=True)
    # One that never ends is found as well, by itself; the first is not read again, and neither is forgotten.
    bench.choose([payload(HANGS, "{}")])
    expect(page).to_have_attribute("data-python", "busy")
    bench.page.clock.fast_forward(20_100)  # all together
    expect(bench.form).to_contain_text("13 of 14", use_inner_text=True, timeout=60_000)
    expect(page).to_have_attribute("data-python", "busy")
    bench.page.clock.fast_forward(20_100)  # alone
    expect(left_out.locator("li:visible")).to_have_count(2, timeout=60_000)
    expect(left_out).to_contain_text(DIES, use_inner_text=True)
    expect(left_out).to_contain_text(HANGS, use_inner_text=True)
    expect(bench.zone()).to_contain_text("12 people", use_inner_text=True)
    bench.zone().get_by_role("button", name="Clear").click()
    bench.choose(of(TEAM)[:1])
    expect(bench.zone()).to_contain_text("1 person", use_inner_text=True)
