"""What each exercise works out: one pure function a file, with typed inputs. Its words and limits are in `modules/`."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from capability.course.worksheets import Result

EXERCISES = {
    "01-missions": ("mission_check", "Mission"),
    "02-conditions": ("condition_check", "Contract"),
    "03-market-shaping": ("market_map", "Market"),
    "04-place": ("outcome_map", "Place"),
    "05-culture": ("two_sided_register", "Register"),
    "06-people": ("skills_matrix", "Matrix"),
    "07-system": ("who_in_the_room", "Room"),
    "08-suppliers": ("cost_of_bidding", "Bid"),
    "09-residents": ("engagement_planner", "Engagement"),
    "10-finance": ("revolving_fund", "Fund"),
    "11-learning": ("learning_plan", "Trial"),
    "12-roundtable": ("roundtable_agenda", "Agenda"),
}
"""By the name of its chapter: an exercise's file, after which its function is named, and the shape of its inputs."""


def exercise_of(chapter: str) -> tuple[type[Any], Callable[[Any], Result]]:
    """The shape of an exercise's inputs, and its function. A page loads the one that it shows, and no other.

    >>> shape, function = exercise_of("03-market-shaping")
    >>> shape.__name__, function.__name__
    ('Market', 'market_map')
    """
    name, shape = EXERCISES[chapter]
    file = import_module(f"{__name__}.{name}")
    return getattr(file, shape), getattr(file, name)
