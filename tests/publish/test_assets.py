"""What the build puts beside the pages."""

from pathlib import Path

from capability.authoring.instruments import Library
from capability.publish.assets import examples
from capability.reading.archives import InputFile
from capability.reading.gathering import gather_all

EXAMPLES = Path(__file__).parents[2] / "assessments" / "examples"


def test_the_answers_to_try_the_workbench_with_can_all_be_read_and_show_each_part_of_it() -> None:
    pile = gather_all([InputFile("examples.zip", examples(EXAMPLES))], Library())
    assert pile.left_out == ()
    assert {answers.instrument.id: answers.tally.raters for answers in pile.by_instrument} == {
        "organisation": 12,
        "supplier": 6,
        "resident": 5,
    }
    assert len(pile.relations.rows) == 7


def test_the_same_answers_give_the_same_bytes() -> None:
    assert examples(EXAMPLES) == examples(EXAMPLES)
