"""The requests to write messages, and to moderate them."""

from typing import Any

from fairserver.base.wire_types import Nothing
from fairserver.chat import mutes, read, reports, say_and_delete
from fairserver.chat.messages import Delete, MutePerson, ReadMessages, ReportMessage, Resolve, Said, Say, UnmutePerson
from fairserver.chat.permissions import CHAT_MODERATE, CHAT_REPORT, CHAT_SAY, MESSAGE_WITHDRAW
from fairserver.realtime.context import SocketRequest

ID = "5f0c1c3e-0001"


def _row(name: str, request: Any, act: Any, about: Any, may: Any, rate: str, **example: Any) -> SocketRequest:
    """A row of REQUESTS; all of these write, and all but one answer with nothing."""
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
        say_and_delete.say,
        say_and_delete.about_say,
        (CHAT_SAY,),
        "8/10 seconds",
        place=12,
        text="はじめまして。",
        language="ja",
    ),
    _row(
        "chat.read",
        ReadMessages,
        read.read,
        read.about_read,
        (CHAT_SAY,),
        "120/minute",
        place=12,
        message=345,
    ),
    _row(
        "chat.delete",
        Delete,
        say_and_delete.delete_message,
        say_and_delete.about_message,
        (CHAT_MODERATE, MESSAGE_WITHDRAW),
        "30/minute",
        message=345,
    ),
    _row(
        "chat.report",
        ReportMessage,
        reports.report,
        say_and_delete.about_message,
        (CHAT_REPORT,),
        "10/minute",
        message=345,
        reason="rude",
    ),
    _row(
        "chat.mute",
        MutePerson,
        mutes.mute,
        mutes.about_mute,
        (CHAT_MODERATE,),
        "30/minute",
        place=12,
        person=7,
        minutes=30,
    ),
    _row(
        "chat.unmute",
        UnmutePerson,
        mutes.unmute,
        mutes.about_mute,
        (CHAT_MODERATE,),
        "30/minute",
        place=12,
        person=7,
    ),
    _row(
        "report.resolve",
        Resolve,
        reports.resolve,
        reports.about_report,
        (CHAT_MODERATE,),
        "30/minute",
        report=3,
        outcome="deleted",
    ),
)
