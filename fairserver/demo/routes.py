"""The routes of the demo: personas, the mailbox and the fair clock. Open only in demo mode and from this machine."""

from collections.abc import Mapping
from datetime import timedelta

from fairserver.base.wire_types import Bilingual, Nothing
from fairserver.delivery.signals import CLOCK_MOVED
from fairserver.demo.load import personas as demo_personas
from fairserver.demo.load import role_of
from fairserver.demo.messages import ClockSet, Mailbox, MailCard, Persona, Personas, SetClock
from fairserver.mail import outbox
from fairserver.people.queries import person_by_address
from fairserver.storage.installation import save_offset
from fairserver.web.http_context import HttpContext
from fairserver.web.http_routes import HttpRoute


async def personas(ctx: HttpContext, _request: Nothing, *, persona_links: Mapping[int, str]) -> Personas:
    """Every persona with its sign-in link. `persona_links`: by person id; the database has only their hashes."""
    found = []
    async with ctx.journal.reading() as unit:
        for row in demo_personas():
            person = await person_by_address(unit.session, row.email)
            link = persona_links.get(person.id) if person else None
            if link and row.persona:
                about = Bilingual(ja=row.persona.ja, en=row.persona.en)
                found.append(Persona(name=row.name, role=role_of(row), about=about, link=link))
    return Personas(personas=found)


async def mailbox(ctx: HttpContext, _request: Nothing) -> Mailbox:
    """The newest mails, as the demo sends none."""
    async with ctx.journal.reading() as unit:
        rows = await outbox.newest(unit.session, 50)
    return Mailbox(
        mails=[
            MailCard(
                id=row.id,
                to=row.to,
                subject=row.subject,
                text=row.text,
                at=row.written_at,
                sent_at=row.sent_at,
            )
            for row in rows
        ]
    )


async def set_clock(ctx: HttpContext, request: SetClock) -> ClockSet:
    """Move the fair clock of every process. Open attendance ends at the old time and begins again at the new one."""
    offset = request.at - ctx.journal.clocks.wall_now()
    offset_ms = offset // timedelta(milliseconds=1)
    async with ctx.journal.writing() as unit:
        await save_offset(unit.session, offset)
        unit.signal(CLOCK_MOVED, offset_ms)
    return ClockSet(offset_ms=offset_ms)


ROUTES = (
    HttpRoute(
        method="GET",
        path="/api/demo/personas",
        request=Nothing,
        reply=Personas,
        act=personas,
        rate="120/minute",
        example={},
        demo_only=True,
    ),
    HttpRoute(
        method="GET",
        path="/api/demo/mailbox",
        request=Nothing,
        reply=Mailbox,
        act=mailbox,
        rate="120/minute",
        example={},
        demo_only=True,
    ),
    HttpRoute(
        method="POST",
        path="/api/demo/clock",
        request=SetClock,
        reply=ClockSet,
        act=set_clock,
        rate="60/minute",
        example={"at": "2024-02-17T13:00:00+09:00"},
        demo_only=True,
    ),
)
