"""What a command says of the questions that it went by."""

from collections.abc import Iterable
from pathlib import Path

from capability.authoring.instruments import kits_file, own_file
from capability.errors import Fault
from capability.rule.instrument import Instrument


def own_questions(used: Iterable[Instrument]) -> list[Fault]:
    """What to say where questions are not the kit's own: a result goes by them, and their file may not be meant."""
    return [
        Fault(
            "own-questions",
            str(path),
            f"the questions of `{instrument.id}` {instrument.version} come from this file "
            + ("and differ from the kit's" if kits_file(instrument.id).is_file() else "and are not the kit's")
            + f" (digest {instrument.digest[:12]})",
            "move it, if it is not meant",
        )
        for instrument in used
        if (path := own_file(instrument))
    ]


def without_place(path: Path, practice: str, instrument: Instrument) -> Fault:
    """The fault of an answer that its instrument has no practice for."""
    what = f"`{practice[:80]}` is no practice of {instrument.id} {instrument.version}"
    retired = practice in instrument.retired
    return Fault(
        "no-place",
        f"{path}: answers",
        what,
        "it was retired: its answer is not scored" if retired else "its answer is not scored",
    )
