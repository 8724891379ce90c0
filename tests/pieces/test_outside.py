"""The form for people outside, as it is written at build, and its invitation: what they say, and how long it takes."""

import re
from html import unescape

import msgspec

from capability import load_instrument
from capability.course.council import Asking, Contact, Contacts, Council
from capability.pieces import invitation
from capability.pieces.markup import render
from capability.pieces.outside import asked_after_no, configure, context, minutes

SUPPLIER = load_instrument("supplier")
COUNCIL = Council(
    name="Anyborough",
    contacts=Contacts(answers=Contact(name="Procurement policy team", email="answers@anyborough.example")),
    asking=Asking(readers="two officers", not_for_awards=True),
)


def test_a_no_at_the_gate_makes_the_form_shorter() -> None:
    left = [practice.id for practice in asked_after_no(SUPPLIER)]
    assert (len(left), len(SUPPLIER.practices)) == (8, 10)
    assert minutes(SUPPLIER, after_no=True) < minutes(SUPPLIER)
    told = context(configure(SUPPLIER))
    assert (told["after_no"]["count"], told["gated"]) == (8, "9 and 10")


def test_without_a_gate_all_is_asked() -> None:
    resident = load_instrument("resident")
    assert asked_after_no(resident) == resident.practices
    assert minutes(resident, after_no=True) == minutes(resident)
    assert 'id="gate"' not in render(configure(resident))
    open_to_all = msgspec.structs.replace(SUPPLIER, gate=None)
    assert "data-gated" not in render(configure(open_to_all))


def test_a_firm_is_told_the_rule_and_the_words_where_it_needs_them() -> None:
    form = render(configure(SUPPLIER))
    assert form.count("Each line between it and the first must be true too. Not sure") == 1
    assert form.count('"Last call": the latest in') == sum(map(bool, map(SUPPLIER.meant_in, SUPPLIER.practices)))
    assert form.count("data-gated") == 2


def test_who_asked_is_told_how_to_go_on_after_no_answer_and_after_a_poor_one() -> None:
    form = " ".join(unescape(render(configure(SUPPLIER, COUNCIL))).split())
    first = SUPPLIER.first[0]
    for given, heading in enumerate(("got no answer", "the answer was poor")):
        at_level = form.split(f'data-show="said/{first.practice}/given={given}" hidden>')[-1].split("</blockquote>")
        assert f"<b>You asked, and {heading}?</b> {first.further}" in at_level[1]
        assert at_level[0].endswith(first.say[given]) and at_level[1].endswith(first.again)
    # What a council may owe is its reason to give: the words hand it none.
    assert "owe" not in first.again and "Below, they are not" not in first.further


def test_a_form_with_a_gate_says_how_many_questions_either_way() -> None:
    assert "8 or 10 questions, 8 to 17 minutes" in " ".join(render(configure(SUPPLIER)).split())
    assert "8 questions, 5 to 12 minutes" in " ".join(render(configure(load_instrument("resident"))).split())


def test_whoever_shares_is_told_the_address_and_asked_whether_it_went() -> None:
    form = " ".join(render(configure(SUPPLIER, COUNCIL)).split())
    assert "by an email app. Type the address there: <b>answers@anyborough.example</b>" in form
    assert "Handed to your other app. Has the message gone?</strong> It goes to <b>answers@anyborough" in form


def test_a_sheet_names_the_team_that_it_goes_to_and_the_email_the_promise() -> None:
    form = " ".join(render(configure(SUPPLIER, COUNCIL)).split())
    assert "please pass it, unread, to the <b>Procurement policy team</b> (answers@anyborough.example)" in form
    assert "<p>For Procurement policy team, Anyborough</p>" in form
    assert "<p data-letter-own>Who reads it: two officers</p>" in form
    assert "<p data-letter-own>The council's promise: these answers play no part in who wins work" in form


def test_what_was_changed_after_it_was_sent_is_sent_again_from_the_top() -> None:
    form = render(configure(load_instrument("resident"), COUNCIL))
    end = form.index('id="finish"')
    again = form.index("cap-outside-resend", end)
    assert form.index("You changed something", end) < again < form.index("You answered", end) < form.index('cap-send"')
    assert "Send again" in form[again : again + 400]


def test_residents_read_of_buying_only_what_a_council_wrote() -> None:
    council = msgspec.structs.replace(
        COUNCIL, contacts=Contacts(answers=Contact(name="Policy team", phone="020 7946 0"))
    )
    form = re.sub("<[^>]*>", " ", render(configure(load_instrument("resident"), council)))
    assert not re.search(r"procure|\bbids?\b|tender", form, re.IGNORECASE)


def test_the_poster_names_the_service_and_where_to_turn_with_what_cannot_wait() -> None:
    asking = msgspec.structs.replace(COUNCIL.asking, cannot_wait="No heating? Phone 020 7946 0100.")
    council = msgspec.structs.replace(COUNCIL, asking=asking)
    instruments = [load_instrument(name) for name in invitation.INVITED]
    made = " ".join(render(invitation.configure(instruments, council)).split())
    letter, poster = made.split("data-poster")
    assert 'how it went with <span data-text="service">' in letter
    assert 'data-show="service">About: <b data-text="service">' in poster
    for part in (letter, poster):
        assert part.count("This does not report a problem. No heating? Phone 020 7946 0100.") == 1
    assert "does not report a problem" not in render(invitation.configure(instruments, COUNCIL))
