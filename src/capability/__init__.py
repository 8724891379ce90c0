"""Scores the capability of an organisation, and of the system around it, for mission-oriented procurement.

Names are imported when they are first used, so that the rule alone runs in a browser, where there is
no pandas, altair or anywidget.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from capability.change import compare_rounds as compare_rounds
    from capability.charts import profile_chart as profile_chart
    from capability.charts import spread_chart as spread_chart
    from capability.charts import ties_chart as ties_chart
    from capability.errors import CapabilityError as CapabilityError
    from capability.frames import change_frame as change_frame
    from capability.frames import gaps_frame as gaps_frame
    from capability.frames import plan_frame as plan_frame
    from capability.frames import profile_frame as profile_frame
    from capability.frames import shares_frame as shares_frame
    from capability.frames import team_frame as team_frame
    from capability.frames import ties_frame as ties_frame
    from capability.interactive.widget import assessment as assessment
    from capability.interactive.widget import exercise as exercise
    from capability.interactive.widget import learning as learning
    from capability.interactive.widget import quiz as quiz
    from capability.interactive.widget import roundtable as roundtable
    from capability.interactive.widget import routes as routes
    from capability.interactive.widget import working_relations as working_relations
    from capability.interactive.workbench_widget import workbench as workbench
    from capability.loading import gather_all as gather_all
    from capability.loading import load_instrument as load_instrument
    from capability.loading import load_response as load_response
    from capability.perception import perception_gaps as perception_gaps
    from capability.plan import make_plan as make_plan
    from capability.relations import relations_profile as relations_profile
    from capability.scoring import score as score
    from capability.tally import count_responses as count_responses
    from capability.team import team_profile as team_profile

_HOMES = {
    "CapabilityError": "errors",
    "assessment": "interactive.widget",
    "change_frame": "frames",
    "compare_rounds": "change",
    "count_responses": "tally",
    "exercise": "interactive.widget",
    "gaps_frame": "frames",
    "gather_all": "loading",
    "learning": "interactive.widget",
    "load_instrument": "loading",
    "load_response": "loading",
    "make_plan": "plan",
    "perception_gaps": "perception",
    "plan_frame": "frames",
    "profile_chart": "charts",
    "profile_frame": "frames",
    "relations_profile": "relations",
    "quiz": "interactive.widget",
    "roundtable": "interactive.widget",
    "routes": "interactive.widget",
    "score": "scoring",
    "shares_frame": "frames",
    "spread_chart": "charts",
    "team_frame": "frames",
    "team_profile": "team",
    "ties_chart": "charts",
    "ties_frame": "frames",
    "workbench": "interactive.workbench_widget",
    "working_relations": "interactive.widget",
}

__all__ = [*_HOMES]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module `capability` has no attribute `{name}`")
    return getattr(import_module(f"capability.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
