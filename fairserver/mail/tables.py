"""The outbox: a mail is written in the transaction of the change that causes it, and sent by a job."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Mail(Base):
    """One mail to one address."""

    __tablename__ = "mails"
    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]  # emptied once it is sent, as it may contain a link that signs its reader in
    calendar: Mapped[str] = mapped_column(default="")  # an iCalendar file (RFC 5545), or empty
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
