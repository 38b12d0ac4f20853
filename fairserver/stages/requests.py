"""The stage's doors."""

from fairserver.access.permissions import Action
from fairserver.base.wire_types import Nothing
from fairserver.realtime.context import ScopeKind, SocketRequest
from fairserver.stages import actions
from fairserver.stages.messages import MakeKey, PutStage, RevokeKey, StageDesk, StageScope

SCOPES = (
    ScopeKind("stage:{}", StageScope, actions.about_stage, Action.PLACE_ENTER, actions.stage_state,
          ("chat.deleted", "chat.said", "season.edited", "stage.became"), is_place=True),
    ScopeKind("stage:{}/desk", StageDesk, actions.about_stage, Action.STAGE_RUN, actions.desk_state,
          ("stage.key_made", "stage.key_revoked")),
)  # fmt: skip

ID = "5f0c1c3e-0001"
RUN = (Action.STAGE_RUN,)

EVENTS = (
    SocketRequest("stage.put", PutStage, Nothing, actions.put,
          lambda session, request: actions.about_stage(session, request.place), RUN, "30/minute", "write",
          {"id": ID, "place": 11, "state": "on_air"}),
    SocketRequest("stage.key_make", MakeKey, Nothing, actions.make_key,
          lambda session, request: actions.about_stage(session, request.place), RUN, "10/minute", "write",
          {"id": ID, "place": 11, "label": "OBS, 大阪A", "key": "b7Qm2xV9tK4rW8yL1cN6zP3sD5fG0hJ2"}),
    SocketRequest("stage.key_revoke", RevokeKey, Nothing, actions.revoke_key, actions.about_key, RUN, "30/minute",
          "write", {"id": ID, "key": 4}),
)  # fmt: skip
