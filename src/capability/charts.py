"""Pictures of profiles. Each says in text what it shows; the table beside it holds the numbers."""

from importlib.util import find_spec
from io import StringIO
from typing import Any

import altair as alt

from capability.frames import profile_frame
from capability.instrument import TOP_LEVEL, Instrument
from capability.scoring import Profile

MARK = "#1f5a8c"


class Picture(alt.LayerChart):
    """An altair chart that shows itself as SVG: no script to load, no address to call, the same bytes each time.

    Where `vl-convert` is not installed it shows itself as any altair chart does.
    """

    def _repr_mimebundle_(self, *args: Any, **options: Any) -> Any:
        if find_spec("vl_convert") is None:
            return super()._repr_mimebundle_(*args, **options)
        text = StringIO()
        self.save(text, format="svg")
        return {"image/svg+xml": text.getvalue(), "text/plain": f"Picture: {self.description}"}


def profile_chart(instrument: Instrument, profile: Profile) -> Picture:
    """A dot for each dimension's level, 0 to 4, and a line as far as its *at most*.

    A dimension without a level has its line only, from 0; one without any answer has its name only.
    """
    frame = profile_frame(instrument, profile).reset_index()
    rows = frame.assign(start=frame["level"].fillna(0))
    levels = alt.Axis(
        values=list(range(TOP_LEVEL + 1)), format="d", labelExpr=_names(instrument), grid=True, labelLimit=90
    )
    dimension = alt.Y("dimension:N", sort=None, title=None)
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
    return Picture(layer=[line, dot], description=about, width=360, height=alt.Step(26))


def _names(instrument: Instrument) -> str:
    names = [f"{level} {name}" for level, name in enumerate(instrument.scale)]
    return f"{names}[datum.value]"
