"""The actions on people: their profiles, logins, grants and invitations."""

from fairserver.access.permissions import Action, Role

PERSON_READ = Action("person.read", own=True)
BLOCK_LIFT = Action("block.lift", own=True)
PROFILE_EDIT = Action("profile.edit", own=True)
LOGIN_REVOKE = Action("login.revoke", roles=(Role.ORGANISER,), own=True)
GRANT_CHANGE = Action("grant.change", roles=(Role.ORGANISER,))
PEOPLE_INVITE = Action("people.invite", roles=(Role.ORGANISER,))
