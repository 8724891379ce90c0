"""What each exercise works out: one pure function a file, with typed inputs. Its words and limits are in `modules/`."""

from collections.abc import Callable
from typing import Any

from capability.exercises import Result
from capability.interactive.exercises.condition_check import Contract, condition_check
from capability.interactive.exercises.cost_of_bidding import Bid, cost_of_bidding
from capability.interactive.exercises.engagement_planner import Engagement, engagement_planner
from capability.interactive.exercises.learning_plan import Trial, learning_plan
from capability.interactive.exercises.market_map import Market, market_map
from capability.interactive.exercises.mission_check import Mission, mission_check
from capability.interactive.exercises.outcome_map import Place, outcome_map
from capability.interactive.exercises.revolving_fund import Fund, revolving_fund
from capability.interactive.exercises.roundtable_agenda import Agenda, roundtable_agenda
from capability.interactive.exercises.skills_matrix import Matrix, skills_matrix
from capability.interactive.exercises.two_sided_register import Register, two_sided_register
from capability.interactive.exercises.who_in_the_room import Room, who_in_the_room

EXERCISES: dict[str, tuple[type[Any], Callable[[Any], Result]]] = {
    "01-missions": (Mission, mission_check),
    "02-conditions": (Contract, condition_check),
    "03-market-shaping": (Market, market_map),
    "04-place": (Place, outcome_map),
    "05-culture": (Register, two_sided_register),
    "06-people": (Matrix, skills_matrix),
    "07-system": (Room, who_in_the_room),
    "08-suppliers": (Bid, cost_of_bidding),
    "09-residents": (Engagement, engagement_planner),
    "10-finance": (Fund, revolving_fund),
    "11-learning": (Trial, learning_plan),
    "12-roundtable": (Agenda, roundtable_agenda),
}
"""By the name of its chapter: the shape of an exercise's inputs, and its function."""
