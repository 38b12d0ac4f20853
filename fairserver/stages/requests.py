"""The scopes of a stage and of its operators, and what operators do."""

from fairserver.base.wire_types import Nothing
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind, one_by_one
from fairserver.stages import actions, queries, stage_keys, views
from fairserver.stages.messages import MakeKey, RevokeKey, SetStageState, StageDesk, StageScope
from fairserver.stages.permissions import STAGE_PRESENT, STAGE_RUN

SCOPES = (
    ScopeKind(
        pattern="stage:{}",
        state=StageScope,
        about=queries.about_stage,
        action=PLACE_ENTER,
        snapshots=one_by_one(views.stage_state),
        changes=("chat.deleted", "chat.said", "season.edited", "stage.became"),
        is_place=True,
    ),
    ScopeKind(
        pattern="stage:{}/desk",
        state=StageDesk,
        about=queries.about_stage,
        action=STAGE_PRESENT,
        snapshots=one_by_one(views.desk_state),
        changes=("stage_key.made", "stage_key.revoked"),
    ),
)

ID = "5f0c1c3e-0001"

REQUESTS = (
    SocketRequest(
        name="stage.set_state",
        request=SetStageState,
        reply=Nothing,
        act=actions.set_state,
        about=lambda session, request: queries.about_stage(session, request.place),
        actions=(STAGE_PRESENT,),
        rate="30/minute",
        does="write",
        example={"id": ID, "place": 11, "state": "on_air"},
    ),
    SocketRequest(
        name="stage_key.make",
        request=MakeKey,
        reply=Nothing,
        act=stage_keys.make_key,
        about=lambda session, request: queries.about_stage(session, request.place),
        actions=(STAGE_RUN,),
        rate="10/minute",
        does="write",
        example={"id": ID, "place": 11, "label": "OBS, 大阪A", "key": "b7Qm2xV9tK4rW8yL1cN6zP3sD5fG0hJ2"},
    ),
    SocketRequest(
        name="stage_key.revoke",
        request=RevokeKey,
        reply=Nothing,
        act=stage_keys.revoke_key,
        about=stage_keys.about_key,
        actions=(STAGE_RUN,),
        rate="30/minute",
        does="write",
        example={"id": ID, "key": 4},
    ),
)
