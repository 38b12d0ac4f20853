"""The action on a stage: to publish to it, to set its state and to make its keys."""

from fairserver.access.permissions import Action, Role

STAGE_RUN = Action("stage.run", roles=(Role.OPERATOR, Role.ORGANISER))
