"""Reliability, for researchers: how far answers agree, over a pool of responses.

These statistics need people who differ, so they say little about one team of five: compute them over a pool of
responses from several councils. They are no part of any level.

Every table has a row a rater (or respondent) and a column an item, or whatever else is rated: a unit. Lists of lists,
arrays and frames are taken by their values, whole numbers of any type; `None`, NaN, pandas' NA and what is masked is a
gap. What is no such table raises a `CapabilityError` that names row and column, counted from 1. What is one, and still
gives no value, gives a `Figure` that says why.

A figure is worked out in two steps: sums, which are whole numbers and add up over blocks of raters, and a formula of
them. So what does not fit in memory can be summed in parts, and the same formula gives the same value.
"""

from capability.notebook.reliability.alpha import cronbach_alpha
from capability.notebook.reliability.figure import Figure
from capability.notebook.reliability.intraclass import (
    Grouped,
    Intraclass,
    group_correlations,
    intraclass_correlations,
)
from capability.notebook.reliability.krippendorff import Metric, krippendorff_alpha
from capability.notebook.reliability.levels import levels_given
from capability.notebook.reliability.omega import mcdonald_omega
from capability.notebook.reliability.table import Ratings, complete_rows
from capability.notebook.reliability.within import a_wg, average_deviation, r_wg

__all__ = [
    "Figure",
    "Grouped",
    "Intraclass",
    "Metric",
    "Ratings",
    "a_wg",
    "average_deviation",
    "complete_rows",
    "cronbach_alpha",
    "group_correlations",
    "intraclass_correlations",
    "krippendorff_alpha",
    "levels_given",
    "mcdonald_omega",
    "r_wg",
]
