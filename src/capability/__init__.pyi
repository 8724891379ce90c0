# What the package offers, each name once: where it lives, and by that its types. `__init__.py` reads this file.

from capability.authoring.instruments import Library as Library
from capability.authoring.instruments import load_instrument as load_instrument
from capability.authoring.responses import load_response as load_response
from capability.errors import CapabilityError as CapabilityError
from capability.notebook.charts import profile_chart as profile_chart
from capability.notebook.charts import spread_chart as spread_chart
from capability.notebook.charts import ties_chart as ties_chart
from capability.notebook.frames import change_frame as change_frame
from capability.notebook.frames import gaps_frame as gaps_frame
from capability.notebook.frames import plan_frame as plan_frame
from capability.notebook.frames import profile_frame as profile_frame
from capability.notebook.frames import shares_frame as shares_frame
from capability.notebook.frames import team_frame as team_frame
from capability.notebook.frames import ties_frame as ties_frame
from capability.notebook.widgets import assessment as assessment
from capability.notebook.widgets import exercise as exercise
from capability.notebook.widgets import learning as learning
from capability.notebook.widgets import quiz as quiz
from capability.notebook.widgets import roundtable as roundtable
from capability.notebook.widgets import routes as routes
from capability.notebook.widgets import working_relations as working_relations
from capability.notebook.workbench import workbench as workbench
from capability.reading.folders import read_files as read_files
from capability.reading.gathering import gather_all as gather_all
from capability.rule.change import compare_rounds as compare_rounds
from capability.rule.gaps import perception_gaps as perception_gaps
from capability.rule.plan import make_plan as make_plan
from capability.rule.relations import relations_profile as relations_profile
from capability.rule.scoring import score as score
from capability.rule.tally import count_responses as count_responses
from capability.rule.team import team_profile as team_profile

__version__: str
