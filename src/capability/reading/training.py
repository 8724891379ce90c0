"""Many records of training to one overview: JSON files and ZIP archives of them.

Whatever cannot be used is left out, named with its file, and the rest goes on.
"""

from collections.abc import Iterable, Iterator

import msgspec

from capability.course.training import FILE, SAVE_ANEW, Overview, Person, Syllabus, overview, read_record
from capability.errors import CapabilityError, Fault, TrainingError
from capability.reading.archives import InputFile, is_archive, is_old_workbook, is_plain_archive, unpack
from capability.reading.strangers import stranger_told
from capability.reading.text import as_text
from capability.text import any_json

JSON_ALONE = "records are JSON files, or ZIP files of them"


class GatheredTraining(msgspec.Struct, frozen=True):
    """What the records say together, what could not be used, and how many files are not counted at all."""

    overview: Overview
    left_out: tuple[Fault, ...]
    uncounted: int


def gather_training(files: Iterable[InputFile | Fault], syllabus: Syllabus, today: str) -> GatheredTraining:
    """Add up the records in files; a fault among these stands for one that cannot be read. Never raises for a file."""
    left_out: list[Fault] = []
    people: list[tuple[str, Person]] = []
    given = 0
    for file in _unpacked(files):
        given += 1
        if isinstance(file, Fault):
            left_out.append(file)
            continue
        try:
            reading = read_record(_json(file), file.name, syllabus, today)
        except CapabilityError as error:
            left_out += error.faults
            continue
        left_out += reading.faults
        if reading.person.is_blank:
            what = "nothing in this record can be counted, so this person is not among those who gave one"
            left_out.append(Fault("blank", file.name, what, SAVE_ANEW))
        else:
            people.append((file.name, reading.person))
    whole, told = overview(people, syllabus)
    return GatheredTraining(whole, (*left_out, *told), given - len(whole.people))


def _unpacked(files: Iterable[InputFile | Fault]) -> Iterator[InputFile | Fault]:
    for file in files:
        if isinstance(file, InputFile) and is_plain_archive(file.data) and not stranger_told(file):
            yield from unpack(file)
        else:
            yield file


def _json(file: InputFile) -> object:
    where, data = file.name, file.data
    if not data.strip():
        raise TrainingError(Fault("empty", where, "this file is empty", FILE.mend))
    known = stranger_told(file)
    if known is None and is_plain_archive(data):
        raise TrainingError(Fault("nested", where, "an archive in an archive", "unpack it, and choose what is in it"))
    if known is not None:
        raise TrainingError(Fault(known.code, where, known.what, JSON_ALONE))
    if is_archive(data) or is_old_workbook(data):
        raise TrainingError(Fault("other-format", where, "this is a spreadsheet", JSON_ALONE))
    try:
        return any_json(as_text(data, where, TrainingError), where, FILE)
    except TrainingError as error:
        if error.faults[0].code != "not-json":
            raise
        what = "this file is no record, or it is damaged"
        raise TrainingError(Fault("not-json", error.faults[0].where, what, FILE.remedy)) from None
