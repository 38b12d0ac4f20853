"""The action on an edition's figures and the lists behind them."""

from fairserver.access.permissions import Action, Role

FIGURES_READ = Action("figures.read", roles=(Role.ORGANISER,))
