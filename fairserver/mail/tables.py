"""The outbox: a mail is written with the change that causes it and sent by its due row."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Mail(Base):
    __tablename__ = "mails"
    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]  # emptied once sent by SMTP: it may hold a link that signs in
    calendar: Mapped[str] = mapped_column(default="")  # an .ics, where the mail carries one
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
