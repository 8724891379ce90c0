"""What a team's result may show of its roles: nothing that tells anybody's own answer.

The counts of the whole team are shown in full, so every group that is shown beside them shows the others too: the whole
less the group. Both are held to the same two limits.
"""

from collections.abc import Sequence
from typing import Final

from capability.rule.instrument import Instrument, PracticeId
from capability.rule.tally import NO_ANSWERS, Count, RoleTally, Tally, total_of

FEWEST_IN_A_GROUP: Final = 5
"""A group with fewer raters, or with fewer levels given to a practice, is not shown apart."""

FEWEST_OTHERWISE: Final = 3
"""So many raters of a group, or more, answer otherwise than most of it; or it would be known what each of it said."""


def roles_apart(counted: Tally) -> dict[str, RoleTally]:
    """The roles that may be shown apart, in alphabetical order. It goes by numbers of raters alone, not by answers.

    From five raters on. Where the raters of the other roles are one to four, the smallest role that could be shown
    joins them. Those who gave no role are always among the others.

    >>> from capability.rule.tally import FORMAT, RoleTally
    >>> def of(**raters):
    ...     roles = {role: RoleTally(n) for role, n in raters.items()}
    ...     return Tally(format=FORMAT, instrument="organisation", version="1.0.0", roles=roles)
    >>> [*roles_apart(of(finance=7, legal=5, housing=3))]
    ['finance']
    """
    apart = sorted(
        ((role, part) for role, part in counted.roles.items() if role and part.raters >= FEWEST_IN_A_GROUP),
        key=lambda item: (item[1].raters, item[0]),
    )
    others = counted.raters - sum(part.raters for _, part in apart)
    while apart and 0 < others < FEWEST_IN_A_GROUP:
        others += apart.pop(0)[1].raters
    return dict(sorted(apart))


def practices_apart(instrument: Instrument, counted: Tally) -> tuple[PracticeId, ...]:
    """The practices that may be shown by role, in the instrument's order: in all of `roles_apart`, or in none.

    Shown where in each of those roles, and among the others if there are any, five raters or more gave a level, and
    three or more did not give the most common answer (a level, unknown, not applicable or blank). All or none: of a
    practice that is not shown nobody can tell which group fell short.

    Somebody who knows this rule, everybody's role and two people's answers to a practice could not tell from it what a
    third one said, in all teams that were tried, unless the whole team's counts tell it already.

    Source: ../docs/decisions/0055-roles-are-shown-where-they-give-nobody-away.md, with how it was attacked.
    """
    apart = roles_apart(counted)
    others = total_of(part for role, part in counted.roles.items() if role not in apart)
    groups = [*apart.values(), *([others] if others.raters else [])]
    if not apart:
        return ()
    return tuple(practice.id for practice in instrument.practices if _gives_nobody_away(practice.id, groups))


def _gives_nobody_away(practice: PracticeId, groups: Sequence[RoleTally]) -> bool:
    return all(_is_mixed(group.practices.get(practice, NO_ANSWERS), group.raters) for group in groups)


def _is_mixed(count: Count, raters: int) -> bool:
    levels = count.levels
    given = sum(levels)
    if given < FEWEST_IN_A_GROUP:
        return False
    blank = raters - given - count.unknown - count.not_applicable
    return raters - max(*levels, count.unknown, count.not_applicable, blank) >= FEWEST_OTHERWISE
