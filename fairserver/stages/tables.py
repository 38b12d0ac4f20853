"""Stage keys: what an encoder shows to publish."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.storage.database import Base


class StageKey(Base):
    """A key of one stage. It is kept hashed, and stays when it was revoked. `label`: where the encoder stands."""

    __tablename__ = "stage_keys"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
