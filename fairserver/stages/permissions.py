"""The actions on a stage."""

from fairserver.access.permissions import Action, Role

# To publish to it from a browser and to set its state: the speakers of a session too, while it is held.
STAGE_PRESENT = Action("stage.present", roles=(Role.OPERATOR, Role.ORGANISER, Role.SPEAKER))
# To make and revoke its keys, which last longer than a session.
STAGE_RUN = Action("stage.run", roles=(Role.OPERATOR, Role.ORGANISER))
