"""The line of a booth on one day, the tickets in it, and every step of each."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Queue(Base):
    """The line of a booth on one day of its edition; `state` as `rules` names it.

    `most_waiting`: how many may wait at once, NULL for any number. `numbers_shown`: visitors see how many are before
    them. `last_number`: that was given; the next is one more.
    """

    __tablename__ = "queues"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    day_id: Mapped[int] = mapped_column(ForeignKey("days.id"))
    state: Mapped[str] = mapped_column(default="open")
    most_waiting: Mapped[int | None]
    numbers_shown: Mapped[bool] = mapped_column(default=True)
    last_number: Mapped[int] = mapped_column(default=0)
    __table_args__ = (UniqueConstraint("place_id", "day_id"),)


class Ticket(Base):
    """A person's place in a line: it belongs to the person, whatever becomes of connections. The number is the order.

    `passed`, `missed`: calls that the person let pass, and did not follow. `talk_id`: to which the person is, or was
    last, called. Times are fair time.
    """

    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    queue_id: Mapped[int] = mapped_column(ForeignKey("queues.id"))
    number: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[str]
    joined_at: Mapped[datetime]
    passed: Mapped[int] = mapped_column(default=0)
    missed: Mapped[int] = mapped_column(default=0)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    __table_args__ = (UniqueConstraint("queue_id", "number"), Index("ix_tickets_queue_id_state", "queue_id", "state"))


class TicketStep(Base):
    """One step of a ticket. `by_id`: whose doing it was, NULL when it came with time. `reason`: why the person was
    called before others.
    """

    __tablename__ = "ticket_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    step: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None]
