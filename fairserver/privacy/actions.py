"""Forgetting a person: the account is closed and nothing says who it was; what figures stand on stays."""

from sqlalchemy import delete, select, update

from fairserver.access.audit import AuditEntry
from fairserver.access.audit import entity as audit_line
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.calendars.tables import CalendarFeed, Pick
from fairserver.chat import views
from fairserver.chat.tables import Message, Mute, Report
from fairserver.delivery.journal import WINDOWS, Change, UnitOfWork
from fairserver.delivery.signals import GRANTS_CHANGED, PERSON_CHANGED
from fairserver.invitations.tables import Link
from fairserver.mail.tables import Mail
from fairserver.people import logins
from fairserver.people import queries as people
from fairserver.people.tables import Email, GrantRow, Login, Person
from fairserver.privacy.messages import EraseMe
from fairserver.programmes.queries import find_place
from fairserver.realtime.context import SocketContext
from fairserver.registrations.tables import Background, Registration
from fairserver.season import announce

NOBODY = "—"
ERASED = "person.erased"


async def erase(ctx: SocketContext, request: EraseMe) -> Nothing:
    unit, person_id = ctx.unit, ctx.principal.person
    person = await people.find(unit.session, person_id)
    if clean_line(request.name, 80) != person.name:
        raise FairError("name.differs")
    public = await _public_places(unit, person_id)
    for login in await unit.session.scalars(
        select(Login).where(Login.person_id == person_id, Login.ended_at.is_(None))
    ):
        logins.close_login(unit, login)
    await _forget(unit, person)
    await unit.session.flush()
    await _retell(unit, person_id, public)
    unit.signal(GRANTS_CHANGED, person_id)
    unit.signal(PERSON_CHANGED, person_id)
    return Nothing()


async def _public_places(unit: UnitOfWork, person: int) -> list[tuple[str, int, int]]:
    """Where the name stands for all to read, before the grants go."""
    rows = await unit.session.execute(
        select(GrantRow.scope, GrantRow.scope_id, GrantRow.edition_id).where(GrantRow.person_id == person)
    )
    return [(scope, scope_id, edition) for scope, scope_id, edition in rows]


async def _forget(unit: UnitOfWork, person: Person) -> None:
    """Attendance stays, and belongs to nobody who could be named."""
    session, mine = unit.session, person.id
    addresses = list(await session.scalars(select(Email.address).where(Email.person_id == mine)))
    await session.execute(delete(Mail).where(Mail.to.in_(addresses)))
    for table in (Email, Background, Pick, CalendarFeed, GrantRow):
        await session.execute(delete(table).where(table.person_id == mine))
    still = Registration.person_id == mine, Registration.state.in_(("waiting", "offered"))
    await session.execute(update(Registration).where(*still).values(state="withdrawn", offered_until=None))
    await session.execute(
        update(Link).where(Link.person_id == mine).values(address="", name=NOBODY, voided_at=unit.wall)
    )
    await session.execute(update(Login).where(Login.person_id == mine).values(browser=""))
    await session.execute(update(Message).where(Message.person_id == mine).values(name=NOBODY, furigana=""))
    await session.execute(update(Mute).where(Mute.person_id == mine).values(name=NOBODY))
    await session.execute(update(Report).where(Report.reporter_id == mine).values(reporter_name=NOBODY))
    await session.execute(update(AuditEntry).where(AuditEntry.person_id == mine).values(name=NOBODY))
    person.name, person.furigana, person.languages = NOBODY, "", []
    person.visible_to_companies, person.erased_at = False, unit.wall
    await session.flush()
    session.expire_all()  # the statements above went past the objects in hand


async def _retell(unit: UnitOfWork, person: int, public: list[tuple[str, int, int]]) -> None:
    """Every open page forgets the name too."""
    session = unit.session
    for scope, scope_id, edition in public:
        if scope == "session":
            await announce.sessions(unit, edition, [scope_id])
        elif scope == "company":
            await announce.companies(unit, [scope_id])
    await announce.person(unit, person)
    for place in sorted(set(await session.scalars(select(Message.place_id).where(Message.person_id == person)))):
        newest = await views.newest(session, place)
        own = {key: card for key, card in newest.items() if card["person"]["id"] == person}
        if own:
            unit.tell({(await find_place(session, place)).scope: Change(ERASED, put={"messages": own})})
    await _retell_desks(unit, person)


async def _retell_desks(unit: UnitOfWork, person: int) -> None:
    session = unit.session
    reports = list(
        await session.scalars(
            select(Report)
            .join(Message, Message.id == Report.message_id)
            .where((Report.reporter_id == person) | (Message.person_id == person))
        )
    )
    for edition in sorted({row.edition_id for row in reports}):
        newest = set(await views.desk_reports(session, edition))
        found = await views.report_cards(session, [row for row in reports if row.edition_id == edition])
        put = {"reports": {key: card for key, card in found.items() if key in newest}}
        unit.tell({f"edition:{edition}/desk": Change(ERASED, put=put)})
    mutes = list(await session.scalars(select(Mute).where(Mute.person_id == person)))
    for row in mutes:
        put = {"mutes": await views.mute_cards(session, [row])}
        unit.tell({f"edition:{row.edition_id}/desk": Change(ERASED, put=put)})
    lines = list(await session.scalars(select(AuditEntry).where(AuditEntry.person_id == person)))
    for edition in sorted({row.edition_id for row in lines}):
        shown = select(AuditEntry.id).where(AuditEntry.edition_id == edition).order_by(AuditEntry.id.desc())
        newest_lines = set(await session.scalars(shown.limit(WINDOWS["audit"])))
        put = {"audit": {str(row.id): audit_line(row) for row in lines if row.edition_id == edition
                         and row.id in newest_lines}}  # fmt: skip
        unit.tell({f"edition:{edition}/desk": Change(ERASED, put=put)})
    links = await session.scalars(select(Link.id).where(Link.person_id == person, Link.kind == "invitation"))
    gone = [str(each) for each in links]
    for edition in await session.scalars(select(Link.edition_id).where(Link.person_id == person).distinct()):
        unit.tell({f"edition:{edition}/desk": Change(ERASED, drop={"invitations": gone})})
