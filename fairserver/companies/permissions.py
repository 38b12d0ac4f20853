"""The action on what a company shows of itself: its words, jobs and documents."""

from fairserver.access.permissions import Action, Role

BOOTH_EDIT = Action("booth.edit", roles=(Role.REPRESENTATIVE, Role.ORGANISER))
