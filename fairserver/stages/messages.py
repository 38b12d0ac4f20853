"""Wire types of a stage, and of what its operators do."""

from typing import Annotated

from pydantic import Field

from fairserver.base.wire_types import At, ChangeRequest, Id, Wire, example
from fairserver.chat.messages import MessageCard
from fairserver.programmes.messages import PlaceCard
from fairserver.stages.state_transitions import OperatorState


class StageScope(Wire):
    """What the scope `stage:{}` holds, by id."""

    stage: dict[str, PlaceCard]
    messages: dict[str, MessageCard]


class KeyCard(Wire):
    """A key for encoders that is not revoked."""

    id: Id
    label: str
    made_at: At


class StageDesk(Wire):
    """What the scope `stage:{}/desk` holds, by id."""

    keys: dict[str, KeyCard]


class SetStageState(ChangeRequest):
    """Put a stage into a state."""

    place: Id
    state: OperatorState


class MakeKey(ChangeRequest):
    """Make a key for an encoder. The page makes the key itself and shows it once; the server keeps its hash."""

    place: Id
    label: Annotated[str, Field(max_length=200)]
    key: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{32,100}$")]


class RevokeKey(ChangeRequest):
    """Revoke a key."""

    key: Id


class HealthMessage(Wire):
    """The event `health`: what the media node receives of a stage, once a second while its desk is followed. It is not
    journaled, and may be lost. The level of the sound is in dBov (RFC 6464): 0 is the loudest, -127 silence.
    """

    model_config = example(
        {
            "place": 11, "publishing": True, "codecs": ["H264", "opus"], "kbit_per_second": 2480,
            "frames_per_second": 29.9, "loss_percent": 0.2, "audio_level_dbov": -23, "viewers": 187,
        }
    )  # fmt: skip

    place: Id
    publishing: bool = False
    codecs: tuple[str, ...] = ()
    kbit_per_second: int = 0
    frames_per_second: float = 0
    loss_percent: float = 0
    audio_level_dbov: int | None = None
    viewers: int = 0
