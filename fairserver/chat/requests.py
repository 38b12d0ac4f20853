"""The chat's doors, and the moderators' desk."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.chat import actions, moderation, views
from fairserver.chat.messages import Delete, DeskState, MutePerson, ReportMessage, Resolve, Said, Say, UnmutePerson
from fairserver.chat.permissions import CHAT_MODERATE, CHAT_REPORT, CHAT_SAY, DESK_READ, MESSAGE_WITHDRAW
from fairserver.delivery.journal import State
from fairserver.invitations import views as invitations
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind


async def desk_state(session: AsyncSession, edition: int) -> State:
    return {
        "reports": await views.desk_reports(session, edition),
        "mutes": await views.desk_mutes(session, edition),
        "audit": await audit.entries(session, edition),
        "invitations": await invitations.listed(session, edition),
    }


SCOPES = (
    ScopeKind(
        pattern="edition:{}/desk",
        state=DeskState,
        about=about_edition,
        action=DESK_READ,
        snapshot=desk_state,
        changes=(
            "audit.written",
            "chat.muted",
            "chat.reported",
            "chat.unmuted",
            "people.invited",
            "person.erased",
            "report.resolved",
        ),
    ),
)

ID = "5f0c1c3e-0001"


def _row(name: str, request: Any, act: Any, about: Any, may: Any, rate: str, **example: Any) -> SocketRequest:
    reply = Said if request is Say else Nothing
    return SocketRequest(
        name=name,
        request=request,
        reply=reply,
        act=act,
        about=about,
        actions=may,
        rate=rate,
        does="write",
        example={"id": ID, **example},
    )


REQUESTS = (
    _row(
        "chat.say",
        Say,
        actions.say,
        actions.about_chat,
        (CHAT_SAY,),
        "8/10 seconds",
        place=12,
        text="はじめまして。",
        language="ja",
    ),
    _row(
        "chat.delete",
        Delete,
        actions.remove,
        actions.about_message,
        (CHAT_MODERATE, MESSAGE_WITHDRAW),
        "30/minute",
        message=345,
    ),
    _row(
        "chat.report",
        ReportMessage,
        moderation.report,
        actions.about_message,
        (CHAT_REPORT,),
        "10/minute",
        message=345,
        reason="rude",
    ),
    _row(
        "chat.mute",
        MutePerson,
        moderation.mute,
        moderation.about_mute,
        (CHAT_MODERATE,),
        "30/minute",
        place=12,
        person=7,
        minutes=30,
    ),
    _row(
        "chat.unmute",
        UnmutePerson,
        moderation.unmute,
        moderation.about_mute,
        (CHAT_MODERATE,),
        "30/minute",
        place=12,
        person=7,
    ),
    _row(
        "report.resolve",
        Resolve,
        moderation.resolve,
        moderation.about_report,
        (CHAT_MODERATE,),
        "30/minute",
        report=3,
        outcome="deleted",
    ),
)
