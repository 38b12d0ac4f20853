"""The action on the desk: to read it."""

from fairserver.access.permissions import Action, Role

DESK_READ = Action("desk.read", roles=(Role.MODERATOR, Role.ORGANISER))
