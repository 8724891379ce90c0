"""People outside: from the link on a phone to answers that the workbench reads, and what can go wrong on the way."""

import json
import quopri
import re
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import Locator, Page, expect

from capability.authoring.instruments import load_instrument
from capability.pieces.invitation import minutes_for_ties
from capability.pieces.outside import SECONDS_A_TAP, TAPS_AT_THE_END, longest, minutes, reading_speed
from capability.reading.archives import InputFile
from capability.reading.letters import answers_in
from capability.rule.instrument import Instrument
from tests.site.conftest import Arrive
from tests.site.reader import KEY, Reader
from tests.site.server import ROOT
from tests.site.test_accessibility import check
from tests.site.test_workbench import Bench, payload

PAGE = "assessments/resident.html"
RESIDENT = load_instrument("resident")
SYSTEM = load_instrument("system")
SUPPLIER = load_instrument("supplier")
KEPT = f"capability:{ROOT}:response:resident:1"
ADDRESS = "answers@anyborough.example"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
PHONE = {"width": 375, "height": 667}
SMALL = {"width": 320, "height": 568}
OFFICERS = json.dumps(
    {"format": "capability-response/1", "instrument": "organisation", "version": "1.0.0", "answers": {}}
)

# A phone's own way to share, which does as it is told: what was handed to it can be read.
SHARES = """
window.shared = [];
window.refusal = "AbortError";
Navigator.prototype.canShare = ({ files = [] }) => files.every(({ type }) => type === "text/plain");
Navigator.prototype.share = async ({ files = [], text }) => {
  if (window.refusal) throw new DOMException("no", window.refusal);
  for (const file of files) shared.push([file.name, await file.text()]);
  if (text) shared.push(["words", text]);
};
const refuse = () => Promise.reject(new Error("no"));
Object.defineProperty(Navigator.prototype, "clipboard", { value: { writeText: refuse } });
"""

# What is seen on the screen and was not read on a screen before, in words: not what only a screen reader says.
NEW_WORDS = """(main) => {
  window.read ??= new Set();
  const lines = main.innerText.split("\\n").map((line) => line.replace(/\\d+ of \\d+/, "").trim());
  const fresh = lines.filter((line) => line && !line.startsWith(":") && !window.read.has(line));
  for (const line of fresh) window.read.add(line);
  return fresh.join(" ").split(/\\s+/).length;
}"""


def form_of(page: Page) -> Locator:
    return page.locator("[data-piece=outside]")


def sheets(page: Page) -> int:
    """How many sheets of A4 a page is, as it is printed now."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def question(page: Page, number: int) -> Locator:
    return page.locator(f"#question-{number}")


def played(page: Page, instrument: Instrument, kind: str) -> float:
    """Answer all of an open form, to where it is sent; gives the seconds that whoever reads each word once takes."""
    words = page.locator("main").evaluate(NEW_WORDS)
    taps = 2 * len(instrument.practices) + 2 + TAPS_AT_THE_END
    if instrument.case:
        page.locator("#about").get_by_label(instrument.case.offers[0]).check()
        page.locator("#about").get_by_role("button", name="Continue").click()
        taps += 2
    if instrument.gate:
        words += page.locator("main").evaluate(NEW_WORDS)
        page.locator("#gate").get_by_label("Yes").check()
        page.locator("#gate").get_by_role("button", name="Continue").click()
        taps += 2
    for number in range(1, len(instrument.practices) + 1):
        words += page.locator("main").evaluate(NEW_WORDS) if instrument.case or number > 1 else 0
        question(page, number).locator("input[value='2']").check()
        question(page, number).get_by_role("button", name="Continue").click()
    words += page.locator("main").evaluate(NEW_WORDS)
    page.locator("#about-you").get_by_label(kind).check()
    page.locator("#about-you").get_by_role("button", name="Continue").click()
    words += page.locator("main").evaluate(NEW_WORDS)
    form_of(page).get_by_role("button", name=re.compile("^Hand in my")).click()
    words += page.locator("main").evaluate(NEW_WORDS)
    return float(words * 60 / reading_speed(instrument) + taps * SECONDS_A_TAP)


def test_a_resident_answers_on_a_phone_and_the_workbench_reads_it(arrive: Arrive, axe: str) -> None:
    with arrive(script=SHARES, kept={KEY: OFFICERS}, viewport=PHONE) as reader:
        page = reader.page
        page.goto(f"{reader.home}{PAGE}?round=Spring+2027")
        form = form_of(page)
        expect(form.locator(".cap-round")).to_have_text("Spring 2027")
        expect(page.locator("nav, [role=search], .bd-sidebar, details.hide")).to_have_count(0)
        first = page.locator("#about")
        for size in (SMALL, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            expect(first.locator("input").first).to_be_in_viewport()
        expect(form.get_by_text("This does not report a problem").locator("visible=true")).to_have_count(1)
        expect(form).to_contain_text("should tell you who asks", use_inner_text=True)
        words, taps = page.locator("main").evaluate(NEW_WORDS), 2
        first.get_by_label("Another", exact=True).check()
        first.get_by_label("Another: which?").fill("The ferry {")
        first.get_by_role("button", name="Continue").click()
        # How it went comes before all that is asked of the council: one box, in one place.
        box = page.locator("#beside")
        expect(box.get_by_role("heading", name="How did it go, good or bad?")).to_be_focused()
        expect(box).to_contain_text("Leave out names, addresses and phone numbers.", use_inner_text=True)
        expect(box).to_contain_text("ask the council whether it publishes words", use_inner_text=True)
        check(page, axe, widths=(320,))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        words += page.locator("main").evaluate(NEW_WORDS)
        box.get_by_label("How did it go, good or bad?").fill("Three visits {late}.")
        box.get_by_role("button", name="Continue").click()
        taps += 1
        for number, given in enumerate(("2", "0", None, "unknown", "4", "1", "not-applicable", "3"), 1):
            asked = question(page, number)
            expect(asked.locator("legend")).to_be_in_viewport(ratio=1)
            about = asked.get_by_text("About: The ferry {").locator("visible=true")
            expect(about).to_have_count(1 if "the service" in RESIDENT.practices[number - 1].ask else 0)
            words += page.locator("main").evaluate(NEW_WORDS)
            on = asked.get_by_role("button", name="Skip this question" if given is None else "Continue")
            if given is not None:
                asked.locator(f"input[value='{given}']").check()
                taps += 1
            if number == 1:
                asked.get_by_text("Add a few words").click()
                asked.get_by_label("In your own words").fill('They rang me {"format" > <b>twice</b>')
                check(page, axe, widths=(320,))
                page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            if given is None:  # words without an answer are not lost unasked
                asked.get_by_text("Add a few words").click()
                asked.get_by_label("In your own words").fill("They never came")
                expect(asked.get_by_role("button", name="Keep my words")).to_be_visible()
                on = asked.get_by_role("button", name="Skip, without my words")
            on.click()
            taps += 1
        expect(form.get_by_role("heading", name="Not sent yet")).to_be_focused()
        words += page.locator("main").evaluate(NEW_WORDS)
        expect(form).to_contain_text("You answered 7 of 8 questions. You skipped 1", use_inner_text=True)
        expect(form).to_contain_text('You said "I don\'t know" to 1.', use_inner_text=True)
        expect(form.locator("textarea").locator("visible=true")).to_have_count(0)
        form.get_by_role("button", name="Hand in my answers").click()
        expect(form.locator(".cap-sending h3")).to_be_focused()
        expect(form.locator(".cap-sending")).to_contain_text("Use the address on your letter", use_inner_text=True)
        words += page.locator("main").evaluate(NEW_WORDS)
        # What the page promises is what it takes whoever reads every word once: for a resident five minutes at most.
        seconds = words * 60 / reading_speed(RESIDENT) + (taps + 3) * SECONDS_A_TAP
        assert round(seconds / 60) == minutes(RESIDENT) == 5, (words, taps, seconds)
        assert seconds <= 300, (words, taps, seconds)
        # Whoever changes one answer comes back to all of them. Whoever has said the half may end there.
        expect(page.get_by_text("That is enough: go to the end")).to_have_count(4)
        form.get_by_text("Read what you said").click()
        form.get_by_role("link", name=re.compile("Change.*Being asked early")).click()
        ways = question(page, 1).get_by_role("button").locator("visible=true")
        expect(ways).to_have_text(["Back to my answers"], use_inner_text=True)
        question(page, 1).get_by_role("button", name="Back to my answers").click()
        expect(form.get_by_role("link", name=re.compile("Change.*Being asked early"))).to_be_focused()
        form.get_by_role("button", name="Clear my answers").click()
        expect(form.get_by_role("dialog")).to_contain_text("You have not saved or sent these", use_inner_text=True)
        form.get_by_role("button", name="Keep them").click()

        # A council that has given an address has links to it: an email opens with all in it, if that is not too long.
        link, more = add_mail(form), page.locator("#beside textarea")
        change = form.get_by_role("link", name=re.compile("Change.*How did it go"))
        keep = page.locator("#beside").get_by_role("button", name="Back to my answers")
        change.click()
        more.fill("Nobody {came}")
        keep.click()
        link.click()
        expect(form).to_contain_text('press "send" there', use_inner_text=True)
        expect(form.get_by_role("button", name="I have sent it")).to_be_in_viewport()
        to = urlsplit(link.get_attribute("href") or "")
        opened = parse_qs(to.query)
        assert to.path == "answers%40anyborough.example" and len(to.geturl()) <= 8000
        assert opened["subject"] == [f"{RESIDENT.title} (Spring 2027)"]
        assert opened["body"][0].startswith(f"Hello,\r\n\r\nHere are my answers.\r\n\r\n{RESIDENT.title}\r\n")
        for said in ("About: The ferry (", 'They rang me ("format" > <b>twice</b>', RESIDENT.practices[0].levels[2]):
            assert said in opened["body"][0]  # whoever sends it can read what they send

        share = form.get_by_role("button", name="Share", exact=True)
        share.click()
        expect(form).to_contain_text("Not shared. Your answers are still here", use_inner_text=True)
        page.evaluate("() => { window.refusal = 'NotAllowedError' }")
        share.click()
        expect(form).to_contain_text("Your phone did not take it", use_inner_text=True)
        form.get_by_role("button", name="Copy the whole message").click()
        box = form.get_by_label("Your answers as text")
        expect(box).to_be_focused()
        assert box.evaluate("(box) => box.selectionEnd - box.selectionStart === box.value.length")
        check(page, axe, widths=(320,))
        page.evaluate("() => { window.refusal = '' }")
        share.click()
        # To hand a file over is not to send it: only who says that it has gone is thanked, and that alone is kept.
        expect(form).to_contain_text("Handed to your other app. Has the message gone?", use_inner_text=True)
        expect(form.get_by_role("heading", name="Not sent yet")).to_be_visible()
        expect(form.get_by_text("You sent these on").locator("visible=true")).to_have_count(0)
        assert not [key for key in reader.kept() if ":sent:" in key]
        form.get_by_role("button", name="Clear my answers").click()
        expect(form.get_by_role("dialog")).to_contain_text("You handed these answers to another", use_inner_text=True)
        form.get_by_role("button", name="Keep them").click()
        form.get_by_role("button", name="I have sent it").click()
        expect(form.locator("[data-finished]")).to_be_focused()
        expect(form.locator("[data-finished]")).to_contain_text("You have finished", use_inner_text=True)
        expect(form.locator("[data-finished]")).to_be_in_viewport()
        expect(share).to_be_hidden()  # what has gone is not asked for again
        [[name, text], *_] = page.evaluate("() => window.shared")
        message = box.input_value()
        assert message.startswith(f"Subject: {RESIDENT.title} (Spring 2027)\n\nHello,\n\nHere are my answers.")
        assert message.endswith(f"\n\n{text}")
        assert text.index("Nobody (came)") < text.index("1. Before it last changed the service")
        assert "About: The ferry (" in text and "Nobody (came)" in text and "They never came" not in text
        form.get_by_role("button", name="Send again").click()
        expect(form.get_by_role("heading", name="Thank you")).to_be_visible()
        # Paper shows no sender: it has what was said, where it goes, and no sealed line.
        page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
        form.get_by_role("button", name="Print my answers").click()
        page.emulate_media(media="print")
        paper = form.locator("[data-letter]")
        expect(paper.locator("dt").locator("visible=true")).to_have_count(9)
        expect(paper).to_contain_text("Please hand this in, or post it, to:", use_inner_text=True)
        expect(paper).not_to_contain_text("For the council's computer", use_inner_text=True)
        expect(form.get_by_text("An email shows").locator("visible=true")).to_have_count(0)
        page.emulate_media(media="screen")
        page.evaluate("() => dispatchEvent(new Event('afterprint'))")
        expect(form).to_contain_text("Printed? Ask where to hand it in", use_inner_text=True)
        expect(form.get_by_text("Printed?")).to_be_in_viewport()
        expect(form.get_by_role("heading", name="Thank you")).to_be_visible()
        share.click()
        expect(form).to_contain_text("Handed to your other app", use_inner_text=True)
        expect(form.get_by_role("heading", name="Thank you")).to_be_visible()
        # One thing to ask for is a message that can go as it stands, about the service that was chosen.
        form.locator("[data-first]:visible").get_by_role("button", name="Share these words").click()
        asked = page.evaluate("() => window.shared.at(-1)[1]")
        assert asked.split("\n")[0] == "About: The ferry {" and RESIDENT.practices[0].say in asked
        # Without a printer one line is copied by hand: a letter for each line that was chosen.
        form.get_by_text("Without your address or a printer").click()
        expect(form.locator(".cap-sending-line")).to_have_text("Spring 2027. The ferry {. 1C 2A 4X 5E 6B 7Z 8D")
        # The day is kept beside the answers: another tab knows it too, and says it when something was changed.
        today = page.evaluate("() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date())")
        expect(form.get_by_text(f"You sent these on {today}.").locator("visible=true")).to_have_count(1)
        later = page.context.new_page()
        later.goto(f"{reader.home}{PAGE}?round=Spring+2027")
        expect(form_of(later)).to_contain_text(f"You sent these on {today}.", use_inner_text=True)
        form_of(later).get_by_role("button", name="Carry on at question 3").click()
        later.goto(f"{reader.home}{PAGE}?round=Spring+2027#question-1")
        question(later, 1).locator("input[value='4']").check()
        changed = f"You changed something since you sent these on {today}. Send them again: the newest counts."
        expect(form).to_contain_text(changed, use_inner_text=True)
        expect(form.get_by_role("heading", name="Changed since you sent it")).to_be_visible()
        link.click()
        replacing = parse_qs(urlsplit(link.get_attribute("href") or "").query)["body"][0]
        assert f"These replace what I sent on {today}." in replacing and "These replace" not in opened["body"][0] + text
        question(later, 1).locator("input[value='2']").check()
        expect(form.get_by_role("heading", name="Thank you")).to_be_visible()
        later.close()
        # After a change here too the way to send again comes first, and is gone once all is as it was sent.
        for value, title in (("4", "Changed since you sent it"), ("2", "Thank you")):
            form.locator(".cap-outside-said").evaluate("(said) => { said.closest('details').open = true }")
            form.get_by_role("link", name=re.compile("Change.*Being asked early")).click()
            question(page, 1).locator(f"input[value='{value}']").check()
            question(page, 1).get_by_role("button", name="Back to my answers").click()
            expect(form.get_by_role("heading", name=title)).to_be_visible()
            again = form.get_by_role("button", name="Hand in again")
            expect(again.locator("visible=true")).to_have_count(1 if value == "4" else 0)
            if value == "4":
                expect(form.get_by_role("heading", name=title)).to_be_focused()
                expect(form.get_by_role("heading", name=title)).to_be_in_viewport()
                expect(again).to_be_in_viewport()
                expect(form.get_by_role("button", name="Hand in my answers")).to_be_hidden()
                again.click()
                expect(form.locator(".cap-sending h3")).to_be_focused()
        told = re.search("A chance number, if you want this deleted: ([0-9a-f ]{39})\n", text)
        assert told and told[1].replace(" ", "") == json.loads(reader.kept()[KEPT])["id"]
        assert name.startswith("resident-answers-spring-2027-")
        assert name.endswith(".txt")
        assert not [url for url in reader.watch.requests if "python-" in url]  # nobody pays for what is not needed

        other = page.context.new_page()
        other.goto(f"{reader.home}{PAGE}#question-2")
        expect(question(other, 2).locator("legend")).to_be_visible()
        form.get_by_role("button", name="Clear my answers").click()
        expect(form.get_by_role("dialog")).to_contain_text("You said that you have sent", use_inner_text=True)
        expect(form.get_by_role("dialog")).to_contain_text(told[1], use_inner_text=True)
        form.get_by_role("button", name="Clear them").click()
        expect(form.get_by_role("heading", name="This device is clear")).to_be_visible()
        page.go_back()  # to an address of whoever answered before: it shows no question to whoever comes next
        expect(page).to_have_url(re.compile(r"\?round=Spring\+2027$"))
        expect(form.get_by_role("heading", name="This device is clear")).to_be_visible()
        expect(form_of(other).get_by_role("heading", name="These answers were cleared")).to_be_visible()
        other.close()
        assert not [key for key in reader.kept() if key.startswith(KEPT) or ":sent:" in key]
        assert KEY in reader.kept()  # an officer's own answers on the same device are not a resident's to clear
        assert "rang me" not in page.content()

        bench = Bench(reader)
        quoted = "".join(f"> {line}\n" for line in text.splitlines())
        head = (
            b"Subject: Hello\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        )
        mails = [
            payload("mail.eml", head + quopri.encodestring(quoted.encode())),
            payload("pasted.txt", message),
            payload("opened.txt", opened["body"][0]),
        ]
        bench.choose([*mails, payload(name, text)])
        expect(bench.zone()).to_contain_text("1 person", use_inner_text=True)
        expect(bench.zone()).to_contain_text("The same answers of the same person count once")


def test_a_partner_answers_rates_its_ties_and_the_workbench_reads_both(arrive: Arrive, axe: str) -> None:
    with arrive(script=SHARES, viewport=PHONE) as reader:
        page = reader.page
        page.goto(f"{reader.home}assessments/system.html?round=Spring+2027")
        form = form_of(page)
        expect(form.locator(".cap-round")).to_have_text("Spring 2027")
        expect(page.locator("nav, [role=search], .bd-sidebar, details.hide, code")).to_have_count(0)
        expect(question(page, 1).locator("input").first).to_be_in_viewport()
        check(page, axe, widths=(320,))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        seconds = played(page, SYSTEM, "School, college or university")
        assert minutes(SYSTEM) == 14 and 13 * 60 < seconds <= 14 * 60, seconds
        page.evaluate("() => { window.refusal = '' }")
        form.get_by_role("button", name="Share").click()
        expect(form).to_contain_text("Handed to your other app", use_inner_text=True)
        expect(form.get_by_role("button", name="I have sent it")).to_be_in_viewport()
        [[_, answers]] = page.evaluate("() => window.shared")
        assert "School, college or university" in answers

        page.goto(f"{reader.home}assessments/relations.html?round=Spring+2027&to=evil@example.org")
        form = page.locator("[data-piece=relations]")
        expect(form.get_by_label("Who are you?")).to_be_in_viewport()
        expect(page.locator("main")).to_contain_text(f"about {minutes_for_ties()} minutes")
        check(page, axe, widths=(320,))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        form.get_by_role("combobox", name="suppliers", exact=True).select_option("3")
        form.get_by_role("button", name=re.compile("^Hand in my")).click()
        expect(form.get_by_text("Say first who you are")).to_be_visible()
        form.get_by_label("Who are you?").fill("The <b>mill</b> {")
        form.get_by_role("button", name=re.compile("^Hand in my")).click()
        expect(form.locator(".cap-sending h3")).to_be_focused()
        form.get_by_role("button", name="Copy the whole message").click()
        box = form.get_by_label("Your ratings as text")
        expect(box).to_be_focused()
        row = box.input_value()
        assert "suppliers: 3 Joint plans" in row and "Spring 2027" in row and "evil" not in row
        check(page, axe, widths=(320,))
        # Whoever finds ratings on a device is asked whose they are, before one is shown.
        page.reload()
        expect(form).to_contain_text("1 of 8", use_inner_text=True)
        expect(form.get_by_label("Who are you?")).to_be_hidden()
        form.get_by_role("button", name="They are ours").click()
        expect(form.get_by_label("Who are you?")).to_have_value("The <b>mill</b> {")
        form.get_by_role("button", name="Clear my ratings").click()
        form.get_by_role("button", name="Clear them").click()
        expect(form.get_by_role("heading", name="This device is clear")).to_be_visible()
        assert not [key for key in reader.kept() if key.endswith(":relations")]
        assert [key for key in reader.kept() if key.endswith(":response:system:1")]

        bench = Bench(reader)
        bench.choose([payload("emails.txt", f"Hello,\n{answers}\n\n> {row}")])
        expect(bench.zone()).to_contain_text("1 person", use_inner_text=True)
        expect(bench.zone()).to_contain_text("Working relations: 1 actor's view", use_inner_text=True)


def add_mail(form: Locator) -> Locator:
    """Links to the address of a council that has given one; no mail program opens."""
    mail = f'<li><a data-mail data-act="mail" href="mailto:{quote(ADDRESS)}">Send</a></li>'
    form.locator(".cap-sending-ways").evaluate("(ways, mail) => ways.insertAdjacentHTML('afterbegin', mail)", mail)
    form.locator("[data-mail]").evaluate("(link) => link.addEventListener('click', (e) => e.preventDefault())")
    return form.locator("[data-mail]")


def test_a_firm_without_a_contract_is_asked_less_and_reads_what_it_sends(arrive: Arrive, axe: str) -> None:
    with arrive(viewport=PHONE, user_agent=WINDOWS) as reader:
        page = reader.page
        page.goto(f"{reader.home}book/suppliers.html?round=Spring+2027")
        page.get_by_role("link", name="What is it like to sell to the council?").click()
        form = form_of(page)
        expect(form.locator(".cap-round")).to_have_text("Spring 2027")  # the page for firms hands the round on
        page.locator("#about").get_by_role("button", name="Skip this question").click()
        gate = page.locator("#gate")
        gate.get_by_label("No", exact=True).check()
        expect(gate.get_by_text("Then there are 8 questions")).to_be_visible()
        check(page, axe, widths=(320,))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        gate.get_by_role("button", name="Continue").click()
        expect(question(page, 1)).to_contain_text("Question 1 of 8", use_inner_text=True)
        expect(question(page, 1)).to_contain_text("Each line between it and the first", use_inner_text=True)
        for number in range(1, 9):
            if number != 2:
                question(page, number).locator(f"input[value='{0 if number == 7 else 2}']").check()
            else:  # words without a line are kept, and no answer is made of them
                question(page, 2).get_by_text("Add a few words").click()
                question(page, 2).get_by_label("In your own words").fill("Never looked")
                on = question(page, 2).get_by_role("button", name="Keep my words, without an answer")
                on.click()
                continue
            question(page, number).get_by_role("button", name="Continue").click()
        expect(page.locator("#about-you legend")).to_be_focused()
        page.locator("#about-you").get_by_role("button", name="Continue").click()
        expect(form).to_contain_text("You answered 7 of 8 questions. You skipped 1", use_inner_text=True)
        expect(form.get_by_label("Anything else")).to_have_value("Question 2: Never looked")
        first = form.locator("[data-first='bid-and-work.feedback']")
        expect(first).to_contain_text("You asked, and got no answer?", use_inner_text=True)
        expect(first).to_contain_text("it does not say that you gave any", use_inner_text=True)
        check(page, axe, widths=(320,))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]

        form.get_by_role("button", name="Hand in my answers").click()
        link = add_mail(form)
        more = form.get_by_label("Anything else")
        more.fill(more.input_value() + " They never rang." * 16)
        with page.expect_download() as waiting:  # Windows hands over 2,000 signs: there the code is in a file
            link.click()
        body = parse_qs(urlsplit(link.get_attribute("href") or "").query)["body"][0]
        assert len(link.get_attribute("href") or "") <= 2000
        assert "I attach my answers as a file." in body and "{answers." not in body
        assert SUPPLIER.gate and f"{SUPPLIER.gate.ask} No" in body
        assert "1. The invitation was open to all firms" in body and "Question 2: Never looked" in body
        expect(form).to_contain_text("your answers are in the email, and a file was saved", use_inner_text=True)
        [sent] = answers_in(InputFile("saved.txt", waiting.value.path().read_bytes()))
        given = {name: answer["level"] for name, answer in sent["answers"].items()}
        assert [given[name] for name in SUPPLIER.gate.leaves_out] == ["not-applicable"] * 2
        assert "before-the-bid.what-is-coming" not in given and sent["note"].startswith("Question 2: Never looked They")
        assert sent["context"] == {"round": "Spring 2027"}
        more.fill("Nobody came. " * 150)
        with page.expect_download():
            link.click()
        expect(form).to_contain_text("too long to be filled in, so they were saved as a file", use_inner_text=True)

        # What was said at the gate can be changed, and then the rest is asked; words that were written are in sight.
        form.get_by_text("Read what you said").click()
        form.get_by_role("link", name=re.compile("Change.*Have you had a contract")).click()
        gate.get_by_label("Yes", exact=True).check()
        gate.get_by_role("button", name="Back to my answers").click()
        expect(form).to_contain_text("You answered 7 of 10 questions. You skipped 3", use_inner_text=True)
        form.get_by_role("link", name=re.compile("Change.*Looking back")).click()
        question(page, 10).locator("input[value='0']").check()
        question(page, 10).get_by_text("Add a few words").click()
        question(page, 10).get_by_label("In your own words").fill("Nobody rang")
        question(page, 10).get_by_role("button", name="Back to my answers").click()
        page.goto(f"{reader.home}assessments/supplier.html#question-10")
        page.reload()
        expect(question(page, 10).get_by_label("In your own words")).to_be_visible()
        expect(question(page, 10).get_by_label("In your own words")).to_have_value("Nobody rang")


def test_whoever_finds_answers_on_a_device_is_asked_whose_they_are(arrive: Arrive) -> None:
    answers = {practice.id: {"level": 1} for practice in RESIDENT.practices[:3]}
    first = {"format": "capability-response/1", "instrument": "resident", "version": "1.0.0", "id": "first"}
    kept = json.dumps({**first, "context": {"round": "Autumn"}, "answers": answers})
    with arrive(kept={KEPT: kept}, viewport=PHONE) as reader:
        page = reader.page
        page.goto(f"{reader.home}{PAGE}?round=Spring")
        form = form_of(page)
        expect(form).to_contain_text(
            'You answered 3 of 8 on this device. The answers are from "Autumn".', use_inner_text=True
        )
        expect(form.get_by_role("button").locator("visible=true").first).to_have_text(
            "Carry on at question 4", use_inner_text=True
        )
        expect(form.locator("fieldset").locator("visible=true")).to_have_count(0)
        form.get_by_role("button", name="Carry on at question 4").click()
        expect(question(page, 4).locator("legend")).to_be_focused()
        page.goto(f"{reader.home}{PAGE}?round=Spring")
        form.get_by_role("button", name="Clear them and begin").click()
        expect(page.locator("#about legend")).to_be_focused()
        for step in ("#about", "#beside"):
            page.locator(step).get_by_role("button", name="Skip this question").click()
        question(page, 1).locator("input").first.check()
        for number in range(1, 4):
            question(page, number).get_by_role("button", name=re.compile("Continue|Skip")).click()
        question(page, 4).get_by_role("button", name="That is enough: go to the end").click()
        expect(form.get_by_role("heading", name="Not sent yet")).to_be_focused()
        expect(form).to_contain_text("You answered 1 of 8 questions. You skipped 7", use_inner_text=True)
        now = json.loads(reader.kept()[KEPT])
        assert (len(now["answers"]), now["context"]) == (1, {"round": "Spring"})
        assert now["id"] != "first"
        # What is printed to be answered by hand shows no answer that was given on the screen.
        page.goto(f"{reader.home}{PAGE}#about")
        page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
        page.get_by_role("button", name="Print a blank form").click()
        page.emulate_media(media="print")
        expect(form.locator("fieldset").locator("visible=true")).to_have_count(9)
        expect(form.locator("input:checked")).to_have_css("background-image", "none")
        expect(form.locator(".cap-outside-return")).to_contain_text("Please hand this in, or post it, to:")
        expect(form.locator(".cap-outside-return")).to_be_visible()
        # Help comes before the questions; each says what to mark where nobody told, and has a line for words.
        paper = form.inner_text()
        assert paper.index("Help with the words") < paper.index("How did it go") < paper.index("Question 1 of 8")
        assert "No name needed." in paper and "next step" not in paper
        assert paper.count("Nobody told you? Choose the first.") == sum(
            practice.levels[0].startswith("Nobody told me") for practice in RESIDENT.practices
        )
        rule = "Read down. Choose the last true line; do not skip one that is not true."
        assert paper.count(rule) == 8 and paper.count("About the whole council, not only this service") == 3
        expect(form.locator(".cap-outside-own-words").locator("visible=true")).to_have_count(8)
        expect(form.locator(".cap-outside-lines")).to_be_visible()
        expect(form.locator("textarea").locator("visible=true")).to_have_count(0)
        assert sheets(page) <= 4  # a PDF ends the printing
        page.emulate_media(media="screen")
        page.get_by_role("button", name="Print it larger").click()
        page.emulate_media(media="print")
        expect(question(page, 1).locator("label").first).to_have_css("font-size", "24px")  # 18 points
        expect(form.locator("fieldset").locator("visible=true")).to_have_count(9)
        assert sheets(page) <= 7


def test_a_link_carries_a_label_and_nothing_else(reader: Reader) -> None:
    page = reader.page
    hostile = "<img src=x onerror=alert(1)>\u202e\njavascript:alert(1) " + "x" * 500
    page.goto(f"{reader.home}{PAGE}?round={quote(hostile)}&to=evil@example.org&email=evil@example.org#finish")
    form = form_of(page)
    label = form.locator(".cap-round")
    expect(label).to_contain_text("<img src=x onerror=alert(1)> javascript:alert(1) xxx")
    assert len(label.inner_text()) == 80
    assert form.locator("img").count() == 0
    assert "evil" not in page.content()
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_alone_leads_from_the_first_question_to_a_saved_file(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.home + PAGE)
    press = page.keyboard.press
    page.locator("#about legend").focus()
    press("Tab")
    press("Space")
    press("ArrowDown")
    while page.evaluate("() => document.activeElement.dataset.act") != "on":
        press("Tab")
    press("Enter")
    expect(page.locator("#beside h2")).to_be_focused()
    press("Tab")
    page.keyboard.type("Done at once.")
    press("Tab")
    press("Enter")
    for number in range(1, 9):
        expect(question(page, number).locator("legend")).to_be_focused()
        press("Tab")
        press("Space")
        press("ArrowDown")
        while page.evaluate("() => document.activeElement.dataset.act") != "on":
            press("Tab")
        press("Enter")
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_focused()
    while page.evaluate("() => document.activeElement.dataset.act") != "send":
        press("Tab")
    press("Enter")
    with page.expect_download() as waiting:
        while page.evaluate("() => document.activeElement.dataset.act") != "save":
            press("Tab")
        press("Enter")
    [sent] = answers_in(InputFile("saved.txt", waiting.value.path().read_bytes()))
    assert [answer["level"] for answer in sent["answers"].values()] == [1] * 8
    # What is saved is not sent, which only its reader knows; and who comes back from another page is told the same.
    page.get_by_role("link", name="Your answers and you").click()
    expect(page).to_have_title(re.compile("Your answers and you"))
    page.go_back()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    page.get_by_role("button", name="Clear my answers").click()
    expect(page.get_by_role("dialog")).to_contain_text("You saved these answers as a file", use_inner_text=True)
    page.get_by_role("button", name="Keep them").click()
    page.get_by_role("button", name="Hand in my answers").click()
    page.get_by_role("button", name="I have sent it").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.go_back()
    expect(question(page, 8).locator("legend")).to_be_visible()


def test_without_javascript_all_questions_are_there_for_paper(arrive: Arrive) -> None:
    with arrive(java_script_enabled=False) as reader:
        reader.page.goto(reader.home + PAGE)
        expect(form_of(reader.page).locator("fieldset").locator("visible=true")).to_have_count(9)
        expect(form_of(reader.page).get_by_role("button").locator("visible=true")).to_have_count(0)


def test_the_poster_is_one_sheet_however_much_a_council_has_to_say(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.home + "book/invite.html")
    form = page.locator("[data-piece=invitation]")
    for label, words in {
        "Which service do they use": "Repairs to your home, and what comes with them",
        "Which council asks": "Anyborough Metropolitan Borough Council",
        "Where people find this site": "https://www.anyborough.example/council/buying",
        "What do you call this round": "Spring 2027",
        "Until when": "2027-03-31",
        "Who reads the answers": "two people of the policy team, who choose no firm and run no service, and nobody",
        "What happens afterwards": "on 14 May 2027 we publish the counts, and what we will change, at our own page "
        "for what we heard, in the library and in the two town halls, and we write to whoever asks us to",
        "Questions? Whom to ask": "the policy team, 1 High Street, answers@anyborough.example, 020 7946 0000",
        "Where can somebody read it out": "Anyborough Library, 1 High Street, Anyborough AB1 2CD, every day until 5 pm",
    }.items():
        form.get_by_label(label).fill(words)
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
    form.get_by_role("button", name="Print the poster").click()
    expect(form.locator("[data-poster]")).to_contain_text("every day until 5 pm", use_inner_text=True)
    assert sheets(page) == 1


def test_a_council_makes_its_invitation(reader: Reader, axe: str) -> None:
    page = reader.page
    page.goto(reader.home + "book/invite.html")
    form = page.locator("[data-piece=invitation]")
    expect(form).to_contain_text("This page runs on your own machine", use_inner_text=True)
    form.get_by_label("Where people find this site").fill("www.example.gov.uk")
    expect(form).to_contain_text("This is no address", use_inner_text=True)
    form.get_by_label("Where people find this site").fill("https://www.example.gov.uk/buying")
    form.get_by_label("Firms and charities: what is it like to sell").check()
    form.get_by_label("What do you call this round?").fill("Spring <b>& more")
    form.get_by_label("Until when").fill("2027-03-31")
    link = "https://www.example.gov.uk/buying/assessments/supplier.html?round=Spring+%3Cb%3E%26+more"
    expect(form.locator("[data-link]")).to_have_attribute("href", link)
    expect(form.locator("[data-email]")).to_contain_text(
        "8 to 17 minutes of your time, by 31 March 2027", use_inner_text=True
    )
    expect(form.locator("[data-code] path")).to_have_attribute("d", re.compile("^M4 4h7v1h-7z"))
    # What touches who wins work is the council's to promise; without that, firms are told to ask.
    for part in ("[data-email]", "[data-poster]"):
        expect(form.locator(part)).to_contain_text("before you answer, ask us whether", use_inner_text=True)
    form.get_by_label("We promise firms and charities").check()
    for part in ("[data-email]", "[data-poster]"):
        expect(form.locator(part)).to_contain_text("We promise: your answers play no part", use_inner_text=True)
    expect(form).to_contain_text("The form itself does not show your promise yet", use_inner_text=True)
    for name, minutes_said in (("What we can do together", 14), ("How well we work together", minutes_for_ties())):
        form.get_by_label(f"Partners: {name.lower()}").check()
        expect(form.locator("[data-email]")).to_contain_text(
            f"{name}: {minutes_said} to {longest(minutes_said)} minutes of your time", use_inner_text=True
        )
    expect(form.locator("[data-link]")).to_have_attribute("href", re.compile(r"/assessments/relations\.html\?round="))
    check(page, axe)
    form.get_by_role("button", name="Print the poster").click()
    expect(form).to_contain_text("The poster does not say who asks", use_inner_text=True)
    expect(form.get_by_label("Which council asks?")).to_be_focused()
    page.keyboard.type("Anyborough <i>Council")
    expect(form.locator("[data-poster]")).to_contain_text("Anyborough <i>Council", use_inner_text=True)
    page.reload()
    expect(form.get_by_label("What do you call this round?")).to_have_value("Spring <b>& more")
    expect(form.get_by_label("We promise firms and charities")).to_be_checked()

    # The firm that is invited: as long as promised, and what it runs stands in what it said, to be changed.
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{reader.home}assessments/supplier.html?round=Spring+2027")
    form = form_of(page)
    expect(form).to_contain_text("Before you answer, ask the council: do answers play a part", use_inner_text=True)
    seconds = played(page, SUPPLIER, "A firm with 50 to 249 people")
    assert minutes(SUPPLIER) == 8 and 7 * 60 < seconds <= 8 * 60, seconds
    form.get_by_text("Read what you said").click()
    form.get_by_role("link", name=re.compile("Change.*What do you run")).click()
    page.locator("#about-you").get_by_label("A charity or social enterprise").check()
    page.locator("#about-you").get_by_role("button", name="Back to my answers").click()
    expect(form.locator(".cap-outside-said")).to_contain_text("A charity or social enterprise", use_inner_text=True)
