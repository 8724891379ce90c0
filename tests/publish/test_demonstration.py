"""The made-up answers of the button "Try it": they do each part of the workbench justice."""

from functools import cache
from pathlib import Path

from capability.authoring.instruments import Library
from capability.pieces.outputs.workbench import Output
from capability.pieces.piles import plain_pile
from capability.pieces.workbench import compute, configure
from capability.publish.demonstration import demonstration
from capability.reading.archives import InputFile
from capability.reading.gathering import Pile, gather_all

ASSESSMENTS = Path(__file__).parents[2] / "assessments"


@cache
def piles() -> dict[str, Pile]:
    archives = demonstration(ASSESSMENTS)
    return {pile: gather_all([InputFile(f"{pile}.zip", archive)], Library()) for pile, archive in archives.items()}


@cache
def shown(chosen: str = "organisation") -> Output:
    config = configure([answers.instrument for answers in piles()["now"].by_instrument])
    plain = {pile: plain_pile(read) for pile, read in piles().items()}
    return compute(config, {"piles": plain, "kept": {"instrument": chosen}})


def test_every_file_can_be_read() -> None:
    assert [pile.left_out for pile in piles().values()] == [(), ()]


def test_a_council_its_suppliers_its_residents_and_its_system_answer_in_both_rounds() -> None:
    for pile in piles().values():
        assert {answers.instrument.id for answers in pile.by_instrument} == {
            "organisation", "team", "system", "supplier", "resident",
        }  # fmt: skip


def test_every_dimension_has_a_level() -> None:
    for choice in shown()["choices"]:
        team = shown(choice["id"])["team"]
        assert team is not None
        assert all(dimension["level"] is not None for dimension in team["dimensions"]), choice["id"]


def test_each_part_of_the_workbench_has_something_to_say() -> None:
    output = shown()
    team, change, system = output["team"], output["change"], output["system"]
    assert team is not None and team["above_chance"] and team["roles"]
    assert change is not None and change["same_people"] and change["up"] and change["down"]
    assert any(gap["sure"] for gap in output["gaps"]) and len(output["gaps"]) == 2
    assert system is not None and system["team"] and system["network"] and system["network"]["groups"]
    assert output["plan"] is not None and output["plan"]["actions"]


def test_they_say_that_they_are_made_up() -> None:
    people = [person for pile in piles().values() for answers in pile.by_instrument for person in answers.responses]
    assert people and all(person.id.startswith("made-up-") for person in people)


def test_the_same_place_gives_the_same_bytes() -> None:
    assert demonstration(ASSESSMENTS) == demonstration(ASSESSMENTS)
