"""Messages, mutes and reports."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Message(Base):
    """A message in a place. `deleted_by`: the person who deleted it, the author or a moderator. `reply_to`: the message
    that it answers, in the same place.
    """

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]  # as the author was named then
    furigana: Mapped[str]
    role: Mapped[str]  # in what capacity it was said: audience | rep | staff …
    text: Mapped[str]  # empty once it was deleted
    language: Mapped[str]
    at: Mapped[datetime]
    reply_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    __table_args__ = (Index("ix_messages_place_id_id", "place_id", "id"),)


class ReadMark(Base):
    """How far a person has read the messages of a place."""

    __tablename__ = "read_marks"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    message_id: Mapped[int]


class Mute(Base):
    """A person who may not write in a place for a while; in the hall, anywhere in the edition. `name`: as the person
    was named then.
    """

    __tablename__ = "mutes"
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    name: Mapped[str]
    until: Mapped[datetime]  # fair time


class Report(Base):
    """A reported message; or without one a reported person (`person_id`, `name`) in a place. `text` is what the message
    said then, or what the report says: whoever deletes the message does not erase the evidence. It is
    emptied some time after the report was answered (`reports.forget_quote`).
    """

    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str | None]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reporter_name: Mapped[str]
    reason: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str | None]
    __table_args__ = (UniqueConstraint("message_id", "reporter_id"),)
