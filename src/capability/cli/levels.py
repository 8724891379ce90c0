"""Levels in an instrument's own words, for people."""

from capability.rule.instrument import Instrument
from capability.rule.scoring import DimensionProfile, Profile


def whole_words(instrument: Instrument, profile: Profile) -> list[str]:
    """All dimensions together: how many are at each level, then one level and what it is at most."""
    asked = [result for result in profile.dimensions if result.coverage.applicable]
    without = sum(result.level is None for result in asked)
    lines = []
    if without < len(asked):
        counts = "; ".join(
            f"at {n} or above: {count} of {len(asked)}" for n, count in enumerate(profile.at_or_above, 1)
        )
        lines.append(f"Dimensions {counts}" + (f"; without a level: {without}" if without else ""))
    if profile.at_most is not None:
        level = "no level yet" if profile.level is None else f"{profile.level} {instrument.scale[profile.level]}"
        at_most = f", at most {profile.at_most} {instrument.scale[profile.at_most]}"
        lines.append(f"All together: {level}{'' if profile.at_most == profile.level else at_most}")
    return lines


def level_words(instrument: Instrument, result: DimensionProfile) -> str:
    """A dimension's level, in a word or two."""
    if not result.coverage.applicable:
        return "does not apply"
    return "not enough answered" if result.level is None else f"{result.level} {instrument.scale[result.level]}"
