"""A pool of responses as a table of ratings."""

from collections.abc import Iterable, Sequence

from capability.errors import CapabilityError, Fault, did_you_mean
from capability.rule.instrument import Instrument, PracticeId
from capability.rule.response import Response


def levels_given(
    instrument: Instrument, responses: Iterable[Response], practices: Sequence[PracticeId] | None = None
) -> list[list[int | None]]:
    """The levels that a pool of responses gave: a row a response, and a column a practice.

    `practices` are the columns, such as those of one dimension; `None`: all, in the instrument's order. A cell is
    `None` for a blank, an unknown, and what does not apply. Raises `CapabilityError` for a practice that the instrument
    does not have.

    >>> from capability import load_instrument
    >>> from capability.rule.response import FORMAT, Answer
    >>> used = load_instrument("organisation")
    >>> pool = [Response(format=FORMAT, instrument=used.id, version=used.version,
    ...                  answers={"place.spend-map": Answer(level), "place.outcome-map": Answer(1)})
    ...         for level in (2, "unknown")]
    >>> levels_given(used, pool, ["place.outcome-map", "place.spend-map"])
    [[1, 2], [1, None]]
    """
    known = {practice.id: practice for practice in instrument.practices}
    columns = list(known) if practices is None else list(practices)
    faults = [
        Fault("unknown-practice", instrument.id, f"no practice is called `{name[:80]}`", did_you_mean(name, known))
        for name in columns
        if name not in known
    ]
    if faults:
        raise CapabilityError(faults)

    def level(response: Response, name: str) -> int | None:
        answer = response.answers.get(name)
        asked = known[name].asked_in(response.context)
        return answer.level if asked and answer is not None and isinstance(answer.level, int) else None

    return [[level(response, name) for name in columns] for response in responses]
