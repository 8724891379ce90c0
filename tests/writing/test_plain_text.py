"""A document as text has every word of it, and no markup."""

from capability.writing.document import (
    Bullets,
    Choice,
    Document,
    Heading,
    Lead,
    Paragraph,
    Strip,
    Strips,
    Table,
)
from capability.writing.plain_text import to_plain_text


def test_every_kind_of_block_is_text_that_can_be_pasted() -> None:
    blocks = (
        Heading(1, "Title"),
        Lead("First *of* all."),
        Paragraph("Example\nCouncil", "Council:"),
        Bullets(("a", "b")),
        Choice("Which?", ("this", "that")),
        Table(("Step", "Owner"), (("Meet them.", "Head"), ("Ask", ""))),
        Strips("", ("Dimension", "Level", "Evidence"), (1, 1, 1), 4, (Strip("Place", 1, 1, ("1, steady", "0 of 1")),)),
    )
    assert to_plain_text(Document("Title", "2027-01-11", blocks)) == (
        "Title\n\nFirst *of* all.\n\nCouncil: Example Council\n\n- a\n- b\n\nWhich?\n- this\n- that\n\n"
        "- Meet them. Owner: Head.\n- Ask.\n\n- Place. Level: 1, steady; Evidence: 0 of 1.\n"
    )
