"""The talk that the demo begins with: an alumnus and a participant, in the afternoon."""

from datetime import timedelta

from fairserver.access.principal import Principal
from fairserver.delivery.journal import UnitOfWork
from fairserver.people.queries import person_by_address
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.talks.actions import open_talk
from fairserver.talks.messages import OpenTalk

ARRANGED_BY = "mori@organiser.example"
PEOPLE = ("daniel.mbeki@example.org", "amara.okafor@example.org")
AFTER, MINUTES = timedelta(hours=2, minutes=30), 20


async def arrange(unit: UnitOfWork, public_url: str) -> None:
    """Open it as the moderator would, in the hall of the edition that is on."""
    people = [await person_by_address(unit.session, address) for address in (ARRANGED_BY, *PEOPLE)]
    here = await programmes.current_edition(unit.session, unit.now)
    moderator, *two = [person for person in people if person is not None]
    if here is None or len(two) < len(PEOPLE):
        return
    _edition, hall, _zone = here
    resource = (await programmes.find_place(unit.session, hall)).resource()
    principal = Principal(moderator.id, 0, moderator.name, moderator.furigana, ())
    request = OpenTalk(
        id="demo-talk", place=hall, people=[person.id for person in two], starts_at=unit.now + AFTER, minutes=MINUTES
    )
    await open_talk(SocketContext(principal, resource, unit, public_url), request)
