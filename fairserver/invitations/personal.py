"""What this subject holds of a person: the links that were sent."""

from sqlalchemy import select, update

from fairserver.access.personal_data import ERASED, NOBODY, PersonalData, PersonalTable
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.invitations.tables import Link


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Void the links, delete from them to whom they went, and take the invitations off the desks."""
    own = Link.person_id == person_id
    await unit.session.execute(update(Link).where(own).values(address="", name=NOBODY, voided_at=unit.wall))
    links = list(await unit.session.scalars(select(Link).where(own).order_by(Link.id)))
    gone = [str(link.id) for link in links if link.kind == "invitation"]
    for edition in sorted({link.edition_id for link in links}):
        unit.tell({f"edition:{edition}/invitations": Change(ERASED, drop={"invitations": gone})})


PERSONAL = PersonalData(
    tables=(PersonalTable("links_sent", 90, Link, secret=("token_hash", "browser_hash", "code_hash", "mail_id")),),
    erase=erase,
)
