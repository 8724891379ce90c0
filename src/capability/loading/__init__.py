"""Files to the model. The one room for untrusted files: whatever is wrong with one is said, never guessed at.

Names are imported when they are first used: `archives`, `tables` and `gathering` need nothing but the rule, and so
can run where there is no YAML.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from capability.loading.archives import Source as Source
    from capability.loading.gathering import Gathered as Gathered
    from capability.loading.gathering import format_of as format_of
    from capability.loading.gathering import gather as gather
    from capability.loading.gathering import gather_all as gather_all
    from capability.loading.gathering import gather_rows as gather_rows
    from capability.loading.instruments import INSTRUMENT_LIMIT as INSTRUMENT_LIMIT
    from capability.loading.instruments import Library as Library
    from capability.loading.instruments import check_instrument as check_instrument
    from capability.loading.instruments import instrument_names as instrument_names
    from capability.loading.instruments import load_instrument as load_instrument
    from capability.loading.law import check_law as check_law
    from capability.loading.law import load_law as load_law
    from capability.loading.lessons import COURSE_FILE as COURSE_FILE
    from capability.loading.lessons import EXERCISE_ENDING as EXERCISE_ENDING
    from capability.loading.lessons import QUIZ_ENDING as QUIZ_ENDING
    from capability.loading.lessons import check_course as check_course
    from capability.loading.lessons import check_exercise as check_exercise
    from capability.loading.lessons import check_quiz as check_quiz
    from capability.loading.lessons import exercise_names as exercise_names
    from capability.loading.lessons import load_course as load_course
    from capability.loading.lessons import load_exercise as load_exercise
    from capability.loading.lessons import load_quiz as load_quiz
    from capability.loading.lessons import quiz_names as quiz_names
    from capability.loading.responses import load_reading as load_reading
    from capability.loading.responses import load_response as load_response
    from capability.loading.sources import load_columns as load_columns
    from capability.loading.sources import read_sources as read_sources

_HOMES = {
    "Gathered": "gathering",
    "INSTRUMENT_LIMIT": "instruments",
    "Library": "instruments",
    "QUIZ_ENDING": "lessons",
    "Source": "archives",
    "COURSE_FILE": "lessons",
    "EXERCISE_ENDING": "lessons",
    "check_course": "lessons",
    "check_exercise": "lessons",
    "check_instrument": "instruments",
    "check_law": "law",
    "check_quiz": "lessons",
    "exercise_names": "lessons",
    "format_of": "gathering",
    "gather": "gathering",
    "gather_all": "gathering",
    "gather_rows": "gathering",
    "instrument_names": "instruments",
    "load_columns": "sources",
    "load_course": "lessons",
    "load_instrument": "instruments",
    "load_exercise": "lessons",
    "load_law": "law",
    "load_quiz": "lessons",
    "load_reading": "responses",
    "load_response": "responses",
    "quiz_names": "lessons",
    "read_sources": "sources",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module `capability.loading` has no attribute `{name}`")
    return getattr(import_module(f"capability.loading.{_HOMES[name]}"), name)
