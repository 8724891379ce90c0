"""What a statistic gives: a value, how sure it is, and what it rests on; or why there is none."""

from typing import Literal, get_args

import msgspec

Why = Literal[
    "too-few-raters",
    "too-few-items",
    "too-few-units",
    "too-few-groups",
    "no-pairs",
    "no-spread",
    "no-spread-in-an-item",
    "negative-variance",
    "at-the-end",
    "no-one-factor",
]
"""Why a figure has no value, for programs."""

WORDS: dict[Why, str] = {
    "too-few-raters": "too few raters gave all the answers that it needs",
    "too-few-items": "it needs more items than the table has",
    "too-few-units": "too few units have a rating from every rater",
    "too-few-groups": "it needs two groups or more, and one of them with two raters",
    "no-pairs": "no unit has two ratings",
    "no-spread": "nothing differs that it could compare: 0 divided by 0",
    "no-spread-in-an-item": "all answers to one item are the same, so that it correlates with nothing",
    "negative-variance": "its formula divides by an estimate of a variance that is not above 0",
    "at-the-end": "every item's mean is too near an end of the scale to tell agreement from lack of room",
    "no-one-factor": "no single factor fits: an item would have less than no variance of its own",
}
"""The same for people."""

assert set(WORDS) == set(get_args(Why))


class Figure(msgspec.Struct, frozen=True):
    """A statistic's `value`, and its 95 % interval from `low` to `high`, where it has one.

    Without a value, `why` says the reason as a code and `reason` in words. It rests on `used` of the `of` raters,
    items, units or groups in the table: each function says which.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    used: int = 0
    of: int = 0

    @property
    def reason(self) -> str:
        """Why there is no value, in words; nothing where there is one."""
        return WORDS[self.why] if self.why else ""
