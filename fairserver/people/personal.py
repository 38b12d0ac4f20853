"""What this subject holds of a person: profile, addresses, roles and logins."""

from sqlalchemy import delete, select

from fairserver.access.personal_data import NOBODY, KeptReference, PersonalData, PersonalTable
from fairserver.delivery.journal import UnitOfWork
from fairserver.delivery.signals import PERSON_CHANGED
from fairserver.mail import outbox
from fairserver.mail.personal import mails_to
from fairserver.people import blocks, logins
from fairserver.people.tables import Block, Email, GrantRow, Login, Person


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Close the logins, delete the addresses and the mails to them, and empty the profile.

    The roles end in `season/personal.py`, which knows the public cards that show who holds them.
    """
    session = unit.session
    for login in await session.scalars(select(Login).where(Login.person_id == person_id)):
        if login.ended_at is None:
            logins.close_login(unit, login)
        login.browser = ""
    await blocks.forget(unit, person_id)
    addresses = list(await session.scalars(select(Email.address).where(Email.person_id == person_id)))
    await outbox.delete_mails_to(unit, addresses)
    await session.execute(delete(Email).where(Email.person_id == person_id))
    person = await session.get_one(Person, person_id)
    person.name, person.furigana, person.languages = NOBODY, "", []
    person.visible_to_companies, person.erased_at = False, unit.wall
    await session.flush()
    unit.signal(PERSON_CHANGED, person_id)


PERSONAL = PersonalData(
    tables=(
        PersonalTable("profile", 10, Person, owner="id", secret=("search",)),
        PersonalTable("addresses", 20, Email),
        PersonalTable("roles", 50, GrantRow),
        PersonalTable("blocks", 85, Block),
        PersonalTable("browsers", 80, Login, secret=("token_hash",)),
        mails_to(lambda person: select(Email.address).where(Email.person_id == person)),
    ),
    references=(KeptReference(Block.other_id, "Deleted with the person: nobody learns who has blocked whom."),),
    erase=erase,
)
