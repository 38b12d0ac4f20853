"""The action on what the system holds about a person, by that person."""

from fairserver.access.permissions import Action

MY_DATA = Action("my.data", own=True)
