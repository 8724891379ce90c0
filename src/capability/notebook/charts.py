"""Pictures of profiles. Each says in text what it shows; the table beside it holds the numbers."""

from collections.abc import Sequence
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from capability.errors import not_installed
from capability.notebook.frames import profile_frame, sureness_frame, team_frame, ties_frame
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.rule.relations import RelationsProfile
from capability.rule.scoring import Profile
from capability.rule.team import TeamProfile

MARK = "#1f5a8c"
STEPS = ["#f3f4f5", "#cfe0ee", "#9cc3e2", "#3a78ad", "#1f5a8c"]
"""Levels 0 to 4, pale to dark; each is told by a number as well."""

DARK_FROM = 3
"""From this level on a number stands in white."""

READABLE: dict[str, Any] = {"axis": {"labelFontSize": 13, "titleFontSize": 13}, "text": {"fontSize": 13}}
"""Letters that can still be read where a phone shrinks the picture to its width."""

DRAWN = {"svg", "png", "pdf"}
"""Files that vl-convert draws."""


class Picture(alt.LayerChart):
    """An altair chart that shows itself as SVG: no script to load, no address to call, the same bytes each time.

    Where vl-convert is not installed it shows itself as any altair chart does.
    """

    def save(self, fp: Any, format: Any = None, *args: Any, **options: Any) -> None:
        """Write the picture to a file, as altair does; raises `ImportError` where what draws it is not installed."""
        kind = format or (Path(fp).suffix[1:] if isinstance(fp, str | Path) else "")
        if kind in DRAWN and not _can_draw():
            raise not_installed(f"a picture as {kind}", "vl-convert-python", "site")
        super().save(fp, format, *args, **options)

    def _repr_mimebundle_(self, *args: Any, **options: Any) -> Any:
        if not _can_draw():
            return super()._repr_mimebundle_(*args, **options)
        text = StringIO()
        self.save(text, format="svg")
        return {"image/svg+xml": text.getvalue(), "text/plain": f"Picture: {self.description}"}


def profile_chart(instrument: Instrument, profile: Profile | TeamProfile) -> Picture:
    """A dot for each dimension's level, 0 to 4, and a line as far as its *at most*.

    A dimension without a level has its line only, from 0; one without any answer has its name only. Of a team it says
    on the right how sure each level is.

    >>> from capability import load_instrument, score
    >>> from capability.rule.response import FORMAT, Response
    >>> used = load_instrument("organisation")
    >>> blank = Response(format=FORMAT, instrument=used.id, version=used.version, answers={})
    >>> profile_chart(used, score(used, blank)).description
    'Level of each dimension, and the most that it can be once unknowns are known'
    """
    scored = profile.profile if isinstance(profile, TeamProfile) else profile
    frame = profile_frame(instrument, scored).reset_index()
    rows = frame.assign(start=frame["level"].fillna(0))
    levels = alt.Axis(
        values=list(range(TOP_LEVEL + 1)), format="d", labelExpr=_names(instrument), labelLimit=90, labelOverlap=False
    )
    every = alt.Scale(domain=list(frame["dimension"]))
    dimension = alt.Y("dimension:N", sort=None, title=None, scale=every)
    place = alt.Scale(domain=[0, TOP_LEVEL])
    base = alt.Chart(rows)
    line = (
        base.transform_filter("datum.at_most !== null")
        .mark_rule(strokeWidth=3, strokeDash=[4, 3], color=MARK)
        .encode(x=alt.X("start:Q", axis=levels, scale=place, title=None), x2="at_most:Q", y=dimension)
    )
    dot = (
        base.transform_filter("datum.level !== null")
        .mark_point(size=150, filled=True, opacity=1, color=MARK)
        .encode(x=alt.X("level:Q", axis=levels, scale=place, title=None), y=dimension)
    )
    about = "Level of each dimension, and the most that it can be once unknowns are known"
    layers = [line, dot]
    if isinstance(profile, TeamProfile):
        about += "; on the right, how steady each level is"
        sure = alt.Chart(sureness_frame(instrument, profile).dropna(subset="how_sure"))
        layers.append(sure.mark_text(align="left", dx=12).encode(x=alt.value("width"), y=dimension, text="how_sure:N"))
    return Picture(layer=layers, description=about, width=336, height=alt.Step(26), config=READABLE)


def spread_chart(instrument: Instrument, team: TeamProfile, practices: Sequence[str] | None = None) -> Picture:
    """How many raters stand at each level: a row a practice, a column a level, with the count in it.

    - practices: ids, in the order in which to draw them; `None` draws those that are seen differently, widest first,
      or all where none is

    Raises `KeyError` for an id that is no practice.

    >>> from capability import count_responses, load_instrument, team_profile
    >>> used = load_instrument("organisation")
    >>> spread_chart(used, team_profile(used, count_responses(used, [])), ["place.spend-map"]).description
    'How many raters stand at each level of each practice'
    """
    names = list(team.disputed if practices is None else practices) or [practice.id for practice in team.practices]
    frame = team_frame(instrument, team).loc[names]
    long = frame.melt(
        id_vars=["practice", "n"],
        value_vars=[str(n) for n in range(TOP_LEVEL + 1)],
        var_name="level",
        value_name="raters",
    )
    long["share"] = long["raters"] / long["n"].where(long["n"] > 0, 1)
    base = alt.Chart(long).encode(
        x=alt.X("level:O", axis=alt.Axis(labelExpr=_names(instrument), labelAngle=0, orient="top", title=None)),
        y=alt.Y("practice:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)),
    )
    cells = base.mark_rect(stroke="#c5cbd0").encode(
        color=alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=[STEPS[0], MARK]), legend=None)
    )
    counts = base.mark_text().encode(
        text="raters:Q", color=alt.condition("datum.share > 0.72", alt.value("white"), alt.value("#1d2429"))
    )
    about = "How many raters stand at each level of each practice"
    if practices is None and team.disputed:
        about += f"; these {len(team.disputed)} are seen differently, by chance alone about {team.flagged_by_chance}"
    return Picture(layer=[cells, counts], description=about, width=alt.Step(84), height=alt.Step(26), config=READABLE)


def ties_chart(result: RelationsProfile) -> Picture:
    """What each actor (row) says of its working relation with each other (column), 0 to 4; empty for no view.

    >>> from capability.rule.relations import Relations, relations_profile
    >>> ties_chart(relations_profile(Relations({"council": {"firms": 3}, "firms": {"council": 1}}))).description
    'What each actor says of its working relation with each other, 0 to 4'
    """
    frame = ties_frame(result)
    there = frame.rename(columns={"first": "rater", "second": "other", "view_of_first": "view"})
    back = frame.rename(columns={"second": "rater", "first": "other", "view_of_second": "view"})
    views = pd.concat([there, back])[["rater", "other", "view"]].dropna()
    actors = list(result.actors)
    base = alt.Chart(views.astype({"view": int})).encode(
        x=alt.X(
            "other:N",
            sort=actors,
            scale=alt.Scale(domain=actors),
            title="rates",
            axis=alt.Axis(orient="top", labelAngle=-40),
        ),
        y=alt.Y("rater:N", sort=actors, scale=alt.Scale(domain=actors), title=None),
    )
    cells = base.mark_rect(stroke="#c5cbd0").encode(
        color=alt.Color("view:O", scale=alt.Scale(domain=list(range(TOP_LEVEL + 1)), range=STEPS), legend=None)
    )
    numbers = base.mark_text().encode(
        text="view:Q", color=alt.condition(f"datum.view >= {DARK_FROM}", alt.value("white"), alt.value("#1d2429"))
    )
    about = "What each actor says of its working relation with each other, 0 to 4"
    return Picture(layer=[cells, numbers], description=about, width=alt.Step(48), height=alt.Step(32), config=READABLE)


def _can_draw() -> bool:
    return find_spec("vl_convert") is not None


def _names(instrument: Instrument) -> str:
    names = [f"{level} {name}" for level, name in enumerate(instrument.scale)]
    return f"{names}[datum.value]"
