"""A trial on a small scale: whether it can tell anything, how many cases it needs, and what its result says."""

import re
from datetime import date, timedelta
from math import ceil, fsum, sqrt

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result

Z = 1.959963984540054
"""The normal distribution's 97.5 % point, for intervals of 95 %."""

MOST_CASES = 10_000
"""Up to so many cases a size is looked for."""

FAINT = 1e-20
"""A count that is so much less likely than the likeliest one is left out."""

LIKELY = 80
"""From this chance on, per cent, a trial is a good bet to show what it hopes for."""


class Trial(msgspec.Struct, frozen=True):
    """One trial: shares in per cent, money in pounds; `seen` of `seen_of` cases had the result so far."""

    action: str
    effect: str
    reason: str
    measure: str
    today: float
    hoped: float
    stop_at: float
    cases: int
    cases_a_week: float
    wait: int
    start: str
    decider: str
    cost_test: float
    cost_go_on: float
    seen_of: int
    seen: int


def learning_plan(given: Trial) -> Result:
    """What a yes/no measure can show with so many cases, and what the result says.

    - low, high: 95 % Wilson interval, per cent, of what would be seen if the hope came true; with the share hoped for
      and `n` cases, `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`. Today's share must lie outside.
    - needed: the fewest cases with which it does
    - chance: if the hope comes true, in how many of a hundred trials the result's interval leaves out today's share
    - weeks: cases divided by cases a week, rounded up, and the wait for the last result

    Source: Newcombe, R. G. (1998), Statistics in Medicine 17:857, method 3. The chance is the binomial distribution's.

    >>> [round(end, 4) for end in interval(81 / 263, 263)]
    [0.2553, 0.3662]
    >>> fewest(0.5, 0.75)
    16
    """
    today, hoped = given.today / 100, given.hoped / 100
    low, high = interval(hoped, given.cases)
    needed = fewest(today, hoped)
    weeks = weeks_for(given.cases, given)
    sizes = {given.cases, 2 * given.cases, *((max(1, needed // 2), needed, 2 * needed) if needed else ())}
    table = [(n, *interval(hoped, n), chance(today, hoped, n)) for n in sorted(sizes)]
    end = last_day(given.start, weeks)
    return Result(
        figures={
            "low": 100 * low,
            "high": 100 * high,
            "chance": chance(today, hoped, given.cases),
            "needed": needed,
            "weeks": weeks,
            "end": end,
            "case": given.cost_test / given.cases,
        },
        findings=[
            (
                "plan",
                {"action": given.action, "effect": given.effect, "reason": given.reason, "measure": given.measure},
            ),
            *_can_tell(given, needed),
            *_calendar(given, weeks, end),
            *_result(given),
        ],
        rows=[
            (str(n), 100 * a, 100 * b, "no" if needed is None or n < needed else "yes", likely, weeks_for(n, given))
            for n, a, b, likely in table
        ],
        picture=_ranges(given, table),
    )


def _ranges(given: Trial, table: list[tuple[int, float, float, float]]) -> Strips:
    """What would be seen with each number of cases, and what was seen so far, beside today's share and the hope."""
    spans = [(str(n), 100 * low, 100 * high) for n, low, high, _ in table]
    if given.seen <= given.seen_of and given.seen_of:
        low, high = interval(given.seen / given.seen_of, given.seen_of)
        spans.append(("seen", 100 * low, 100 * high))
    return Strips(
        [Strip(n, [("seen" if n == "seen" else "range", low, high)], [low, high]) for n, low, high in spans],
        [("today", given.today), ("hoped", given.hoped)],
        most=100,
    )


def interval(share: float, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share of so many cases, each 0 to 1; what is hoped for need be no whole count."""
    z2 = Z * Z
    middle = 2 * of * share + z2
    spread = Z * sqrt(z2 + 4 * of * share * (1 - share))
    whole = 2 * (of + z2)
    # At the ends the two cancel, up to the last digit that a float holds.
    return 0.0 if share <= 0 else (middle - spread) / whole, 1.0 if share >= 1 else (middle + spread) / whole


def shows(today: float, hoped: float, share: float, of: int) -> bool:
    """Whether a share of so many cases leaves out today's, on the side of the hope."""
    low, high = interval(share, of)
    return low > today if hoped > today else high < today


def fewest(today: float, hoped: float) -> int | None:
    """The fewest cases with which the hope, seen exactly, leaves out today's share; `None` above 10,000."""
    if hoped == today or not shows(today, hoped, hoped, MOST_CASES):
        return None
    low, high = 1, MOST_CASES
    # The interval of one share only shrinks with more cases, so halving finds it.
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if shows(today, hoped, hoped, middle) else (middle + 1, high)
    return low


def chance(today: float, hoped: float, of: int) -> float:
    """If the hope comes true: in how many of a hundred trials the result shows it.

    Sums and products alone, so that every machine finds the same.
    """
    if hoped == today:
        return 0.0
    if hoped <= 0 or hoped >= 1:
        return 100.0 if shows(today, hoped, hoped, of) else 0.0
    # The likeliest count first, then its neighbours on both sides until they no longer matter.
    top = int((of + 1) * hoped)
    weights = {top: 1.0}
    k = top
    while k < of and weights[k] > FAINT:
        weights[k + 1] = weights[k] * (of - k) / (k + 1) * (hoped / (1 - hoped))
        k += 1
    k = top
    while k > 0 and weights[k] > FAINT:
        weights[k - 1] = weights[k] * k / (of - k + 1) * ((1 - hoped) / hoped)
        k -= 1
    told = fsum(weight for k, weight in weights.items() if shows(today, hoped, k / of, of))
    return min(100 * told / fsum(weights.values()), 100.0)


def weeks_for(cases: int, given: Trial) -> int:
    """Weeks from the first case to the last result."""
    return ceil(cases / given.cases_a_week - 1e-9) + given.wait


def last_day(start: str, weeks: int) -> str | None:
    """The day after so many weeks, day/month/year; `None` where the start is no such day.

    >>> last_day("11/1/2027", 25), last_day("soon", 25)
    ('05/07/2027', None)
    """
    written = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})", start)
    if not written:
        return None
    try:
        end = date(int(written[3]), int(written[2]), int(written[1])) + timedelta(weeks=weeks)
    except (ValueError, OverflowError):
        return None
    return f"{end.day:02}/{end.month:02}/{end.year}"


Findings = list[tuple[str, dict[str, float | str]]]


def _can_tell(given: Trial, needed: int | None) -> Findings:
    today, hoped = given.today / 100, given.hoped / 100
    if today == hoped:
        return [("no-hope", {})]
    findings: Findings = []
    if needed is None:
        findings.append(("too-close", {"most": MOST_CASES, "today": given.today, "hoped": given.hoped}))
    else:
        code = "can-tell" if given.cases >= needed else "cannot-tell"
        findings.append((code, {"cases": given.cases, "needed": needed, "today": given.today}))
        likely = chance(today, hoped, given.cases)
        if given.cases >= needed:
            findings.append(("likely" if likely >= LIKELY else "coin", {"chance": likely, "double": 2 * needed}))
    if _beyond(given):
        findings.append(("stop-beyond", {"stop": given.stop_at, "hoped": given.hoped}))
    return findings


def _beyond(given: Trial) -> bool:
    """Whether the value at which to stop is as good as the hope, or better: then it stops nothing."""
    return given.stop_at >= given.hoped if given.hoped > given.today else given.stop_at <= given.hoped


def _calendar(given: Trial, weeks: int, end: str | None) -> Findings:
    findings: Findings = []
    if end:
        findings.append(("calendar", {"weeks": weeks, "end": end, "decider": given.decider}))
    else:
        findings.append(("no-date", {"weeks": weeks, "decider": given.decider}))
    if given.cost_go_on:
        share = 100 * given.cost_test / given.cost_go_on
        findings.append(("stake", {"test": given.cost_test, "on": given.cost_go_on, "share": share}))
    return findings


def _result(given: Trial) -> Findings:
    """What the rule that was written before says of the cases seen so far."""
    if not given.seen_of:
        return [("nothing-seen", {})]
    if given.seen > given.seen_of:
        return [("more-than-seen", {"seen": given.seen, "of": given.seen_of})]
    today, hoped, stop = given.today / 100, given.hoped / 100, given.stop_at / 100
    share = given.seen / given.seen_of
    low, high = interval(share, given.seen_of)
    said: dict[str, float | str] = {
        **{"seen": given.seen, "of": given.seen_of, "share": 100 * share, "low": 100 * low, "high": 100 * high},
        **{"today": given.today, "stop": given.stop_at, "hoped": given.hoped},
        **{"decider": given.decider, "left": given.cases - given.seen_of},
    }
    if today == hoped:
        return [("seen", said)]
    up = hoped > today
    worse = high < today if up else low > today
    at_stop = share <= stop if up else share >= stop
    no_hope = high < hoped if up else low > hoped
    shown = low > today if up else high < today
    done = given.seen_of >= given.cases
    if worse:
        code = "stop-worse"
    elif at_stop and no_hope and not _beyond(given):
        code = "stop"
    elif shown:
        code = "go-on" if done else "looks-good"
    else:
        code = "unclear" if done else "too-early"
    return [("seen", said), (code, said)]
