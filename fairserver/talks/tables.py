"""Talks and the seats in them. Who is admitted stands in `programmes.tables.PlaceMember`, and who is inside in
`presence.tables.Attendance`.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class Talk(Base):
    """A talk, by the place it is. Times are fair time; `state` and `why` as `rules` names them."""

    __tablename__ = "talks"
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    state: Mapped[str]
    why: Mapped[str | None]
    minutes: Mapped[int]  # how long it is to last, extensions not counted
    asked_until: Mapped[datetime | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # when it did end
    moved_from: Mapped[datetime | None]  # when it was to start before it was moved
    extension: Mapped[int | None]  # minutes that somebody asks for


class TalkNote(Base):
    """What a person wrote of a talk for nobody else, and whether it helped."""

    __tablename__ = "talk_notes"
    place_id: Mapped[int] = mapped_column(ForeignKey("talks.place_id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    text: Mapped[str]
    helped: Mapped[bool | None]
    at: Mapped[datetime]


class Visit(Base):
    """What a company wrote of a visitor with whom it had this talk, for its own people; `outcome` and `next_step` as
    `messages` names them. `thanks`: what it wrote to the visitor afterwards, and what of the outcome it told along.
    """

    __tablename__ = "visits"
    place_id: Mapped[int] = mapped_column(ForeignKey("talks.place_id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    outcome: Mapped[str | None]
    next_step: Mapped[str | None]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    thanks: Mapped[str | None]
    thanked_at: Mapped[datetime | None]
    told_outcome: Mapped[str | None]
    told_next_step: Mapped[str | None]


class ContactOffer(Base):
    """The contact that a person offers another one of a talk: an address, and whatever else was written. The other gets
    it when there is an offer in return.
    """

    __tablename__ = "contact_offers"
    place_id: Mapped[int] = mapped_column(ForeignKey("talks.place_id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    email: Mapped[str | None]
    other: Mapped[str]
    at: Mapped[datetime]


class Seat(Base):
    """A person's seat in a talk; it is kept after the talk. `number`: 0 to 7, the place of the person's picture.

    `role`: in what capacity the person is there. `accepted_at`: NULL while the person is asked. `removed_at`: a
    moderator took the person out. `device`: the browser that holds camera and microphone, as it named itself.
    `codec`: of the picture it sends. `help_at`: since when the person asks for a moderator.
    """

    __tablename__ = "talk_seats"
    place_id: Mapped[int] = mapped_column(ForeignKey("talks.place_id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    number: Mapped[int]
    role: Mapped[str]
    accepted_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    device: Mapped[str | None]
    microphone: Mapped[bool] = mapped_column(default=False)
    camera: Mapped[bool] = mapped_column(default=False)
    screen: Mapped[bool] = mapped_column(default=False)  # shows a screen
    quality: Mapped[str | None]  # of its connection: good | weak | poor
    codec: Mapped[str | None]
    receives: Mapped[str] = mapped_column(default="everything")  # everything | small (pictures) | sound
    muted: Mapped[bool] = mapped_column(default=False)  # by a moderator
    help_at: Mapped[datetime | None]
    agrees: Mapped[bool] = mapped_column(default=False)  # to the extension
