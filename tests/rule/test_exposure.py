"""What somebody could work out from editions who knows nearly everything."""

import msgspec

from capability.rule.differencing import told_count
from capability.rule.exposure import exposure
from capability.rule.steward import make_edition
from tests.rule.councils import PEERS, codes, councils
from tests.synthetic import ORGANISATION

FIRST = make_edition("2025", ORGANISATION, councils(codes(0, 20)), PEERS)


def test_two_learn_nothing_and_all_but_one_something() -> None:
    [found] = exposure([(FIRST.edition, FIRST.members)])
    assert (found.group, found.editions, found.two, found.changed) == ("invented", ("2025",), False, False)
    assert 0 < found.levels.count < found.levels.of // 3
    assert found.levels.of == 20 * len(ORGANISATION.dimensions) * 4
    assert 0 <= found.indices.count < found.indices.of // 5


def test_what_all_but_one_learn_of_levels_is_what_changes_with_the_last() -> None:
    members = FIRST.members.groups[0].members
    known = 0
    for part in ORGANISATION.dimensions:
        for least in (1, 2, 3, 4):
            there = [(member.dimensions[part.id].level or 0) >= least for member in members]
            for own in there:
                others = sum(there) - own
                known += told_count(others, 20) != told_count(others + 1, 20)
    assert exposure([(FIRST.edition, FIRST.members)])[0].levels.count == known


def test_editions_that_were_made_without_each_other_are_found() -> None:
    other = make_edition("2026", ORGANISATION, councils(codes(0, 21)), PEERS)
    assert exposure([(FIRST.edition, FIRST.members), (other.edition, other.members)])[0].two


def test_a_figure_that_was_changed_is_found() -> None:
    group = FIRST.edition.groups[0]
    first, *rest = group.dimensions
    wrong = msgspec.structs.replace(first, with_level=5)
    groups = (msgspec.structs.replace(group, dimensions=(wrong, *rest)), *FIRST.edition.groups[1:])
    edited = msgspec.structs.replace(FIRST.edition, groups=groups)
    assert exposure([(edited, FIRST.members)])[0].changed
