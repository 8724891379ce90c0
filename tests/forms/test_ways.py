"""The same 25 people, whichever way they come in: the same profile, byte for byte, and nothing is asked."""

import pytest

from capability.rule.team import team_profile, to_json
from tests.forms.ways import WAYS, arrived, rows_left_out
from tests.reading.test_people import RIGHT
from tests.synthetic import ORGANISATION


@pytest.mark.parametrize("way", WAYS)
def test_the_same_people_give_the_same_profile_whichever_way_they_come_in(way: str) -> None:
    found = arrived(way)
    assert (found.questions, found.tally.raters, rows_left_out(found)) == ((), 25, 0)
    # The blank table has a second sheet, which explains it.
    assert {fault.where.partition(": ")[2] for fault in found.left_out} <= {"sheet Questions"}
    assert to_json(team_profile(ORGANISATION, found.tally)) == RIGHT
