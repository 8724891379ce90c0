"""What each exercise works out: one pure function a file, with typed inputs. Its words and limits are in `modules/`."""

from collections.abc import Callable
from typing import Any

from capability.exercises import Result
from capability.interactive.exercises.market_map import Market, market_map

EXERCISES: dict[str, tuple[type[Any], Callable[[Any], Result]]] = {
    "03-market-shaping": (Market, market_map),
}
"""By the name of its chapter: the shape of an exercise's inputs, and its function."""
