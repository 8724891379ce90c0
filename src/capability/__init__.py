"""Scores the capability of an organisation, and of the system around it, for mission-oriented procurement.

Names are imported when they are first used, so that the rule alone runs in a browser, where there is
no pandas, altair or anywidget.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from capability.charts import profile_chart as profile_chart
    from capability.errors import CapabilityError as CapabilityError
    from capability.frames import profile_frame as profile_frame
    from capability.interactive.widget import assessment as assessment
    from capability.interactive.widget import working_relations as working_relations
    from capability.loading import load_instrument as load_instrument
    from capability.loading import load_response as load_response
    from capability.scoring import score as score

_HOMES = {
    "CapabilityError": "errors",
    "assessment": "interactive.widget",
    "load_instrument": "loading",
    "load_response": "loading",
    "profile_chart": "charts",
    "profile_frame": "frames",
    "score": "scoring",
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
