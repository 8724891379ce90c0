"""What each exercise works out: one pure function a file, with typed inputs. Its words and limits are in `modules/`.

A file is found by its name, and its function has the same: a worksheet says `function: market_map`. No list is kept.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

from capability.course.worksheets import Result


def functions() -> list[str]:
    """The names of all functions that a worksheet may name.

    >>> functions()[0]
    'condition_check'
    """
    return sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def function_of(name: str) -> tuple[type[Any], Callable[[Any], Result]]:
    """The shape of a function's inputs, and the function. A page loads the one that it shows, and no other.

    >>> shape, function = function_of("market_map")
    >>> shape.__name__, function.__name__
    ('Market', 'market_map')
    """
    function = getattr(import_module(f"{__name__}.{name}"), name)
    return get_type_hints(function)["given"], function
