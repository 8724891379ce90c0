"""The invitation of people outside, as it is written at build: why one gets it, what one gets, and who signs."""

from capability import load_instrument
from capability.course.council import Contact, Contacts, Council
from capability.pieces.invitation import configure
from capability.pieces.markup import render

FORMS = [load_instrument("supplier"), load_instrument("resident")]
COUNCIL = Council(name="Anyborough", contacts=Contacts(answers=Contact(name="Procurement team", phone="020 7946 0000")))


def test_a_firm_is_told_why_it_is_asked_and_what_it_gets() -> None:
    invitation = " ".join(render(configure(FORMS)).split())
    assert "You get this because you sold to us, bid for our work, or could." in invitation
    assert "At the end: a letter ready to send, such as to ask why you lost a bid." in invitation


def test_the_email_is_signed_by_the_team_that_can_be_asked() -> None:
    assert "<p>Thank you.</p> <p>Procurement team, Anyborough</p>" in " ".join(
        render(configure(FORMS, COUNCIL)).split()
    )
    assert "Procurement team" not in render(configure(FORMS))
