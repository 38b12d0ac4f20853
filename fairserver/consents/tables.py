"""What people agreed to show to companies."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Consent(Base):
    """A person shows a company, which has this booth in one edition, one thing of the person (`rules.Field`).

    Each time that it is given is a row, which is kept when it is taken back: both can be proved.
    """

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    field: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_consents_place_id_person_id", "place_id", "person_id"),)
