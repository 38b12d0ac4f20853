"""Wire types of a stage and its operator's board."""

from typing import Annotated

from pydantic import Field

from fairserver.base.wire_types import At, ChangeRequest, Id, Wire, example
from fairserver.chat.messages import MessageCard
from fairserver.programmes.messages import PlaceCard
from fairserver.stages.rules import OperatorsWish


class StageScope(Wire):
    stage: dict[str, PlaceCard]
    messages: dict[str, MessageCard]


class KeyCard(Wire):
    id: Id
    label: str
    made_at: At


class StageDesk(Wire):
    keys: dict[str, KeyCard]


class PutStage(ChangeRequest):
    place: Id
    state: OperatorsWish


class MakeKey(ChangeRequest):
    """The page makes the key and shows it once; the server keeps its hash, and no reply ever holds it."""

    place: Id
    label: Annotated[str, Field(max_length=200)]
    key: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{32,100}$")]


class RevokeKey(ChangeRequest):
    key: Id


class HealthMessage(Wire):
    """The `health` event: lossy, once a second while a board is open. Levels in dBov (RFC 6464): 0 loudest."""

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
