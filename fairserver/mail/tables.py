"""The outbox: a mail is written in the transaction of the change that causes it, and sent by a job."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Mail(Base):
    """One mail to one address. It is sent (`sent_at`), or not delivered (`failed_at`, and `failure`: what the mail
    server said), or tried again until `try_until`. `on_failure`: the kind of job that is then told, with its id.
    """

    __tablename__ = "mails"
    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]  # emptied once it is sent or given up, as it may contain a link that signs its reader in
    calendar: Mapped[str] = mapped_column(default="")  # an iCalendar file (RFC 5545), or empty
    written_at: Mapped[datetime]
    try_until: Mapped[datetime]
    on_failure: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")
