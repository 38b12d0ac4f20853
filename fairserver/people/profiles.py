"""Editing the own profile."""

from fairserver.access import audit
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change
from fairserver.delivery.signals import PERSON_CHANGED
from fairserver.people import queries, views
from fairserver.people.messages import LONGEST_NAME, EditProfile
from fairserver.realtime.context import SocketContext


async def edit_profile(ctx: SocketContext, request: EditProfile) -> Nothing:
    """Change the own name, language, zone, spoken languages and consent to be seen.

    Raises text.empty and text.too_long (name or furigana).
    """
    person = await queries.find(ctx.unit.session, ctx.principal.person)
    was_visible = person.visible_to_companies
    person.name = clean_line(request.name, LONGEST_NAME)
    person.furigana = clean_line(request.furigana, LONGEST_NAME) if request.furigana.strip() else ""
    person.language, person.zone = request.language, request.zone
    person.visible_to_companies = request.visible_to_companies
    if request.languages is not None:
        person.languages = request.languages
    change = Change("profile.edited", put={"me": {str(person.id): views.profile(person).out()}})
    ctx.unit.tell({f"person:{person.id}": change})
    if was_visible != person.visible_to_companies:
        agreed = int(person.visible_to_companies)
        await audit.write(ctx.unit, ctx.principal.named, 0, "profile.visible", f"person:{person.id}", agreed=agreed)
    ctx.unit.signal(PERSON_CHANGED, person.id)
    return Nothing()
