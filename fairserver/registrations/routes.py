"""The HTTP route of the page of the season."""

from fairserver.base.wire_types import Nothing
from fairserver.registrations.messages import Season
from fairserver.registrations.season_page import season
from fairserver.web.http_routes import HttpRoute

ROUTES = (
    HttpRoute(
        method="GET",
        path="/api/season",
        request=Nothing,
        reply=Season,
        act=season,
        rate="120/minute",
        at_once=2,  # it reads every edition of the year
        example={},
    ),
)
