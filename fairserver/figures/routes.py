"""Figures over HTTP, for those who may read them."""

from fairserver.figures.actions import figures, season_figures
from fairserver.figures.messages import AskFigures, AskList, AskSeasonFigures, Figures, PeopleList, SeasonFigures
from fairserver.figures.people_lists import people_behind
from fairserver.web.http import HttpRoute

COUNTING = {"unit": "day", "capacity": "audience", "minimum_seconds": 60, "grace_seconds": 30}

ROUTES = (
    HttpRoute("POST", "/api/figures", AskFigures, Figures, figures, "60/minute", {"edition": 1, **COUNTING}),
    HttpRoute("POST", "/api/figures/season", AskSeasonFigures, SeasonFigures, season_figures, "60/minute",
              {"fiscal_year": 2023, **COUNTING}),
    HttpRoute("POST", "/api/figures/list", AskList, PeopleList, people_behind, "60/minute",
              {"edition": 1, "place": 12, "figure": "unique", **COUNTING}),
)  # fmt: skip
