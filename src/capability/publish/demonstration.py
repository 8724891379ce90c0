"""The made-up answers that a reader can try the workbench with: two rounds of a place that does not exist."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from capability.authoring.instruments import load_instrument
from capability.authoring.made_up import Place, answered, load_place, rows

PLACE = Path("demonstration") / "place.yaml"
ROUNDS = ("last", "now")
"""The archives, by the pile that they are dropped on."""


def demonstration(assessments: Path) -> dict[str, bytes]:
    """The files of both rounds, an archive for each pile. The same place and instruments give the same bytes."""
    place = load_place(assessments / PLACE)
    files: dict[str, list[tuple[str, bytes]]] = {pile: [] for pile in ROUNDS}
    for side in place.sides:
        instrument = load_instrument(assessments / f"{side.instrument}.yaml")
        for pile, responses in zip(ROUNDS, answered(place, side, instrument), strict=True):
            files[pile] += [(f"{response.id}.json", msgspec.json.encode(response)) for response in responses]
    files["now"] += [(f"made-up-relations-{n}.json", row) for n, row in enumerate(_rows(place), 1)]
    return {pile: _archive(named) for pile, named in files.items()}


def _rows(place: Place) -> Iterable[bytes]:
    return (msgspec.json.encode(row) for row in rows(place))


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files:
            written.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()
