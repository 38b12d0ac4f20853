"""What this subject holds of a person: the mails to the person's addresses."""

from collections.abc import Callable

from sqlalchemy import Select

from fairserver.access.personal_data import PersonalTable
from fairserver.mail.tables import Mail


def mails_to(addresses: Callable[[int], Select[str]]) -> PersonalTable:
    """The table, for the subject that knows a person's addresses and erases the mails with them."""
    return PersonalTable(
        "mails",
        95,
        Mail,
        of=lambda person: Mail.to.in_(addresses(person)),
        secret=("text", "calendar", "try_until", "on_failure"),
    )
