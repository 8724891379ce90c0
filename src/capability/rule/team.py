"""What a team says together, computed from a tally: where it stands, and where its people see it differently.

The consensus of a practice is the lower median of the levels given; the levels of dimensions and organisation follow
from the consensus by the same rule as one rater's. Disagreement is a finding of its own. Whole numbers throughout,
one division at the end.
"""

from collections.abc import Iterable, Sequence
from operator import mul
from typing import Literal

import msgspec

from capability.rule.disagreement import FEWEST_TO_DIFFER, Camp, camps, flagged_by_chance
from capability.rule.disclosure import FEWEST_IN_A_GROUP, practices_apart, roles_apart
from capability.rule.instrument import LEVELS_ABOVE_BOTTOM, TOP_LEVEL, Instrument, PracticeId
from capability.rule.intervals import Share, wilson
from capability.rule.response import FORMAT, Answer, Evidence, Level, Response
from capability.rule.scoring import UNSUPPORTED, Profile, score
from capability.rule.sureness import (
    TOO_FEW,
    Chances,
    Sureness,
    dimension_chances,
    practice_chances,
    sureness,
    together_chances,
)
from capability.rule.tally import NO_ANSWERS, Count, RoleTally, Tally
from capability.text import json_text

FEWEST_FOR_AN_INTERVAL = 6
"""Below this, no interval around a median has 95 %: with five, the widest has 1 − 2·(1/2)⁵ = 93.75 %."""

LEANS_UNDER = 16
"""From so many on, the lower of two middle answers leans down by less than a tenth of a level: decision record 0059."""

NOT_KNOWN: Chances = (0.0,) * TOP_LEVEL
"""An unknown consensus counts as below every level."""

LEVELS: tuple[Level, ...] = (0, 1, 2, 3, 4)
DISTANCES = tuple(tuple(abs(level - middle) for level in LEVELS) for middle in LEVELS)
"""How far each level is from a middle one."""

Consensus = Level | Literal["unknown"]

Caution = Literal["nobody", "under-three", "under-five", "under-six", "leans-down"]
"""Why to read a team's result with care; a page picks its words by it."""


class PracticeTeam(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One practice as a team sees it. `None` stands for what is not given.

    `n` raters gave a level, `counts` of them each level 0 to 4, and `evidenced` of them a level of 2 or above with
    something behind it. `at_or_above` holds the share at or above 1, 2, 3 and 4, of those who gave a level. Where they
    stand in two camps, the consensus is only the lower one of two answers: see `disagreement.camps`.
    """

    id: str
    n: int
    counts: tuple[int, ...]
    unknown: int
    not_applicable: int
    blank: int
    evidenced: int
    consensus: Consensus | None
    disagreement: float | None
    flagged: bool
    at_or_above: tuple[Share, ...]
    camps: tuple[Camp, Camp] | None


class RoleTeam(msgspec.Struct, frozen=True):
    """The raters of one role, shown apart, in the practices that may be: see `disclosure.practices_apart`."""

    role: str
    raters: int
    practices: tuple[PracticeTeam, ...]


class TeamProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A team's result: `profile` is the consensus scored like one rater's response.

    `sure` says of each dimension's level how sure it is, and `sure_together` of the organisation's; `None` where there
    is no level. So many practices would be flagged by chance alone as `flagged_by_chance` says.
    """

    instrument: str
    version: str
    digest: str
    raters: int
    profile: Profile
    sure: tuple[Sureness | None, ...]
    sure_together: Sureness | None
    practices: tuple[PracticeTeam, ...]
    flagged_by_chance: float
    roles: tuple[RoleTeam, ...]
    not_apart: int
    cautions: tuple[Caution, ...]

    @property
    def disputed(self) -> tuple[str, ...]:
        """Ids of flagged practices, the widest disagreement first, then the instrument's order."""
        flagged = [practice for practice in self.practices if practice.flagged]
        return tuple(practice.id for practice in sorted(flagged, key=lambda practice: -(practice.disagreement or 0)))

    @property
    def weakest(self) -> tuple[str, ...]:
        """Ids of the practices at the lowest consensus that is a level, in the instrument's order; none at the top.

        One whose raters stand in two camps is not among them: its middle answer is not what they say.
        """
        known = [p for p in self.practices if isinstance(p.consensus, int) and not p.camps]
        lowest = min((p.consensus for p in known if isinstance(p.consensus, int)), default=TOP_LEVEL)
        return tuple(p.id for p in known if p.consensus == lowest and lowest < TOP_LEVEL)


def team_profile(instrument: Instrument, counted: Tally) -> TeamProfile:
    """What the raters of a tally say together.

    For each practice see `practice_team`. Levels of dimensions and organisation: `scoring.score` of the consensus,
    where an `unknown` consensus is an unknown, and a practice that applies to nobody is not applicable. A consensus
    of 2 or above counts as evidenced when it would be the same if each level of 2 or above with nothing behind it
    were a 1.

    Roles and practices are shown apart as far as that gives nobody away: see `disclosure`. There are no `roles` where
    that leaves no practice. `not_apart` counts raters that are in no role shown.

    >>> from capability import load_instrument
    >>> from capability.rule.tally import count_responses
    >>> organisation = load_instrument("organisation")
    >>> said = [Response(format=FORMAT, instrument="organisation", version="1.0.0",
    ...                  answers={"place.outcome-map": Answer(level)}) for level in (0, 1, 1, 4)]
    >>> result = team_profile(organisation, count_responses(organisation, said))
    >>> [(practice.consensus, practice.disagreement, practice.flagged) for practice in result.practices if practice.n]
    [(1, 1.0, True)]
    >>> result.cautions
    ('under-five', 'under-six', 'leans-down')
    """
    whole = counted.whole
    practices = _practices([practice.id for practice in instrument.practices], whole)
    answers = {practice.id: answer for practice in practices if (answer := _answer(practice, whole)) is not None}
    agreed = Response(format=FORMAT, instrument=instrument.id, version=instrument.version, answers=answers)
    shown = practices_apart(instrument, counted)
    apart = roles_apart(counted) if shown else {}
    profile = score(instrument, agreed)
    sure = _sure(instrument, profile, practices)
    return TeamProfile(
        instrument=instrument.id,
        version=instrument.version,
        digest=instrument.digest,
        raters=whole.raters,
        profile=profile,
        sure=sure,
        sure_together=_sure_together(profile, sure, practices),
        practices=practices,
        flagged_by_chance=flagged_by_chance(practice.n for practice in practices),
        roles=tuple(RoleTeam(role, part.raters, _practices(shown, part)) for role, part in apart.items()),
        not_apart=whole.raters - sum(part.raters for part in apart.values()),
        cautions=_cautions(whole.raters),
    )


def practice_team(identifier: str, count: Count, raters: int) -> PracticeTeam:
    """One practice, from how `raters` people answered it.

    - consensus: the lower median of the levels given. `unknown` where less than half of those for whom the practice
      applies gave one; a blank counts as an unknown. Not given where it applies to nobody.
    - disagreement: the average deviation of the levels about their lower median, `Σ|d| / n`, to three decimals,
      halves up; not given without a level
    - flagged: `n ≥ 3`, and `6·Σ|d| > 5·n` or `4·#{|d| ≥ 2} ≥ n`

    Source: ../docs/decisions/0001-the-rule.md, section 7; the limit of 5/6 is a sixth of five options.

    >>> from capability.rule.tally import Count
    >>> practice = practice_team("place.outcome-map", Count(without=(2, 0, 3, 0, 0), unknown=4), 9)
    >>> practice.consensus, practice.disagreement, practice.flagged
    (2, 0.8, True)
    >>> practice_team("place.outcome-map", Count(without=(2, 0, 3, 0, 0), unknown=4), 11).consensus
    'unknown'
    """
    levels = count.levels
    n = sum(levels)
    middle = lower_median(levels) if n else 0
    apart = sum(map(mul, DISTANCES[middle], levels))
    far = sum(levels[: max(middle - 1, 0)]) + sum(levels[middle + 2 :])
    flagged = n >= FEWEST_TO_DIFFER and (6 * apart > 5 * n or 4 * far >= n)
    return PracticeTeam(
        id=identifier,
        n=n,
        counts=levels,
        unknown=count.unknown,
        not_applicable=count.not_applicable,
        blank=raters - n - count.unknown - count.not_applicable,
        evidenced=sum(count.with_[UNSUPPORTED + 1 :]),
        consensus=_consensus(middle, n, raters - count.not_applicable),
        # Thousandths, halves up: floor(1000·apart / n + 1/2), in whole numbers.
        disagreement=(2000 * apart + n) // (2 * n) / 1000 if n else None,
        flagged=flagged,
        at_or_above=tuple([wilson(sum(levels[k:]), n) for k in LEVELS_ABOVE_BOTTOM]) if n else (),
        camps=camps(levels) if flagged else None,  # two camps are always flagged
    )


def lower_median(counts: Sequence[int]) -> Level:
    """The level in the middle of those given, the lower of two; `counts` of raters at 0 to 4, at least one of them.

    >>> lower_median((2, 0, 2, 0, 0)), lower_median((0, 1, 0, 0, 2))
    (0, 4)
    """
    wanted = (sum(counts) + 1) // 2
    below = 0
    for level, count in zip(LEVELS, counts, strict=True):
        below += count
        if below >= wanted > 0:
            return level
    raise ValueError("no level was given")


def as_plain(result: TeamProfile) -> dict[str, object]:
    """The part of a team's result that is written to files: plain data, with `None` for what is not given."""
    return {
        "instrument": result.instrument,
        "version": result.version,
        "digest": result.digest,
        "raters": result.raters,
        "level": result.profile.level,
        "at_most": result.profile.at_most,
        "sure": result.sure_together and result.sure_together.plain,
        "dimensions": [
            {"id": dimension.id, "level": dimension.level, "at_most": dimension.at_most, "sure": sure and sure.plain}
            for dimension, sure in zip(result.profile.dimensions, result.sure, strict=True)
        ],
        "flagged_by_chance": result.flagged_by_chance,
        "practices": [
            {
                "id": practice.id,
                "n": practice.n,
                "counts": list(practice.counts),
                "unknown": practice.unknown,
                "not_applicable": practice.not_applicable,
                "consensus": practice.consensus,
                "disagreement": practice.disagreement,
                "flagged": practice.flagged,
                "camps": practice.camps and [msgspec.to_builtins(camp) for camp in practice.camps],
            }
            for practice in result.practices
        ],
    }


def to_json(result: TeamProfile) -> str:
    """A team's result as JSON text: sorted keys, two spaces, a line end at the end."""
    return json_text(as_plain(result))


def _practices(names: Iterable[PracticeId], part: RoleTally) -> tuple[PracticeTeam, ...]:
    return tuple(practice_team(name, part.practices.get(name, NO_ANSWERS), part.raters) for name in names)


def _consensus(middle: Level, given: int, applies: int) -> Consensus | None:
    """The middle answer, where enough of those for whom the practice applies gave one."""
    if not applies:
        return None
    return middle if given and 2 * given >= applies else "unknown"


def _answer(practice: PracticeTeam, whole: RoleTally) -> Answer | None:
    """The consensus as one rater's answer, with evidence where it does not rest on claims alone."""
    if practice.consensus is None:
        return Answer("not-applicable") if practice.not_applicable else None
    if practice.consensus == "unknown":
        return Answer("unknown")
    count = whole.practices[practice.id]
    unsupported = sum(count.without[UNSUPPORTED + 1 :])
    supported = (practice.counts[0], practice.counts[1] + unsupported, *count.with_[UNSUPPORTED + 1 :])
    evidence: Evidence = "document" if lower_median(supported) == practice.consensus else "none"
    return Answer(practice.consensus, evidence)


def _sure(instrument: Instrument, profile: Profile, practices: Sequence[PracticeTeam]) -> tuple[Sureness | None, ...]:
    """How sure the level of each dimension is; what is left out of it, and what is below, is as in the rule."""
    told = {practice.id: practice for practice in practices}
    sure: list[Sureness | None] = []
    for dimension, result in zip(instrument.dimensions, profile.dimensions, strict=True):
        if result.level is None:
            sure.append(None)
            continue
        asked = [(practice, told[practice.id]) for practice in dimension.practices if _applies(told[practice.id])]
        chances = dimension_chances(
            [(practice, practice_chances(of.counts) if _is_known(of) else NOT_KNOWN) for practice, of in asked]
        )
        sure.append(sureness(result.level, chances, min(of.n for _, of in asked if _is_known(of))))
    return tuple(sure)


def _sure_together(
    profile: Profile, sure: Sequence[Sureness | None], practices: Sequence[PracticeTeam]
) -> Sureness | None:
    """How sure the organisation's level is; not said where a dimension has none, which holds it down for certain."""
    asked = [of for of, result in zip(sure, profile.dimensions, strict=True) if result.coverage.applicable]
    known = [of.chances for of in asked if of is not None]
    if profile.level is None or len(known) < len(asked):
        return None
    if not all(known):
        return TOO_FEW
    return sureness(profile.level, together_chances(known), min(of.n for of in practices if _is_known(of)))


def _applies(practice: PracticeTeam) -> bool:
    return practice.consensus is not None or not practice.not_applicable


def _is_known(practice: PracticeTeam) -> bool:
    return isinstance(practice.consensus, int)


def _cautions(raters: int) -> tuple[Caution, ...]:
    if not raters:
        return ("nobody",)
    cautions: list[Caution] = []
    if raters < FEWEST_TO_DIFFER:
        cautions.append("under-three")
    if raters < FEWEST_IN_A_GROUP:
        cautions.append("under-five")
    if raters < FEWEST_FOR_AN_INTERVAL:
        cautions.append("under-six")
    if raters % 2 == 0 and raters < LEANS_UNDER:
        cautions.append("leans-down")
    return tuple(cautions)
