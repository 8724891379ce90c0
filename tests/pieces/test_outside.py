"""The form for people outside, as it is written at build: how long it takes, and what a gate leaves out of it."""

import msgspec

from capability import load_instrument
from capability.course.council import Asking, Contact, Contacts, Council
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


def test_a_sheet_names_the_team_that_it_goes_to_and_the_email_the_promise() -> None:
    form = " ".join(render(configure(SUPPLIER, COUNCIL)).split())
    assert "please pass it, unread, to the <b>Procurement policy team</b> (answers@anyborough.example)" in form
    assert "<p>For Procurement policy team, Anyborough</p>" in form
    assert "<p data-letter-own>Who reads it: two officers</p>" in form
    assert "<p data-letter-own>The council's promise: these answers play no part in who wins work" in form
