"""Figures over HTTP, for those who may read them."""

from fairserver.figures.actions import figures
from fairserver.figures.messages import AskFigures, Figures
from fairserver.http import HttpRoute

ROUTES = (
    HttpRoute("POST", "/api/figures", AskFigures, Figures, figures, "30/minute",
              {"edition": 1, "unit": "day", "capacity": "audience", "minimum_seconds": 60, "grace_seconds": 30}),
)  # fmt: skip
