"""The HTTP routes of the figures."""

from fairserver.figures.actions import figures, season_figures
from fairserver.figures.messages import AskFigures, AskList, AskSeasonFigures, Figures, PeopleList, SeasonFigures
from fairserver.figures.people_lists import people_behind
from fairserver.web.http_routes import HttpRoute

COUNTING = {"unit": "day", "capacity": "audience", "minimum_seconds": 60, "grace_seconds": 30}

ROUTES = (
    HttpRoute(
        method="POST",
        path="/api/figures",
        request=AskFigures,
        reply=Figures,
        act=figures,
        rate="60/minute",
        example={"edition": 1, **COUNTING},
    ),
    HttpRoute(
        method="POST",
        path="/api/figures/season",
        request=AskSeasonFigures,
        reply=SeasonFigures,
        act=season_figures,
        rate="60/minute",
        example={"fiscal_year": 2023, **COUNTING},
    ),
    HttpRoute(
        method="POST",
        path="/api/figures/list",
        request=AskList,
        reply=PeopleList,
        act=people_behind,
        rate="60/minute",
        example={"edition": 1, "place": 12, "figure": "unique", **COUNTING},
    ),
)
