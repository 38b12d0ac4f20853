"""The actions on editions, timetables and places."""

from fairserver.access.permissions import Action, Role

SEASON_EDIT = Action("season.edit", roles=(Role.ORGANISER,))
TIMETABLE_READ = Action("timetable.read", everyone=True)

# To enter a place: a private one is for its members, every other kind of place for all visitors of the edition.
PLACE_ENTER = Action("place.enter", visitors=True)
TALK_JOIN = Action("talk.join", members=True)
