"""The scope of a talk, and what people ask of talks."""

from typing import Any

from fairserver.base.wire_types import Nothing, Wire
from fairserver.programmes.permissions import TALK_JOIN
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind, one_by_one
from fairserver.talks import actions, afterwards, blocking, calls, queries, thanks, views, visits
from fairserver.talks.announce import CHANGED
from fairserver.talks.messages import (
    AnswerTalk,
    AskForHelp,
    AskForTalk,
    BlockFromTalk,
    BringIn,
    CalledToTalk,
    CallToTalk,
    ExtendTalk,
    MoveTalk,
    MuteInTalk,
    OfferContact,
    OneTalk,
    OpenTalk,
    RemoveFromTalk,
    ReportFromTalk,
    ShowDevices,
    TalkMade,
    TalkScope,
    ThankVisitor,
    WriteNote,
    WriteVisit,
)
from fairserver.talks.permissions import TALK_ARRANGE, TALK_ASK, TALK_TAKE_PART, VISIT_WRITE

SCOPES = (
    ScopeKind(
        pattern="talk:{}",
        state=TalkScope,
        about=queries.about_talk,
        action=TALK_JOIN,
        snapshots=one_by_one(views.talk_state),
        changes=("chat.deleted", "chat.said", "person.erased", CHANGED),
        is_place=True,
    ),
)

ID = "5f0c1c3e-0001"
AT = "2024-02-17T14:00:00.000+09:00"


REPLIES: dict[type[Wire], type[Wire]] = {AskForTalk: TalkMade, OpenTalk: TalkMade, CallToTalk: CalledToTalk}


def _row(
    name: str, request: type[Wire], act: Any, about: Any, may: Any, rate: str = "30/minute", **example: Any
) -> SocketRequest:
    """A row of REQUESTS; all of these write."""
    reply = REPLIES.get(request, Nothing)
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


SEATED, ARRANGE = (TALK_TAKE_PART,), (TALK_ARRANGE,)
PLACE, SEATS = actions.about_place, actions.about_seats

REQUESTS = (
    _row("talk.ask", AskForTalk, actions.ask, PLACE, (TALK_ASK,), "12/minute", place=12, person=7, minutes=15),
    _row("talk.call", CallToTalk, calls.call, PLACE, (TALK_ASK,), place=12, ticket=None, reason=None, minutes=15),
    _row("talk.answer", AnswerTalk, actions.answer, SEATS, SEATED, talk=912, accept=True),
    _row("talk.open", OpenTalk, actions.open_talk, PLACE, ARRANGE, place=1, people=[7, 9], starts_at=AT, minutes=30),
    _row("talk.move", MoveTalk, actions.move, SEATS, ARRANGE, talk=912, starts_at=AT, minutes=30),
    _row("talk.extend", ExtendTalk, actions.extend, SEATS, SEATED, talk=912, minutes=5, agree=True),
    _row("talk.end", OneTalk, actions.end, SEATS, (*SEATED, *ARRANGE), talk=912),
    _row("talk.take_seat", OneTalk, actions.take_seat, SEATS, ARRANGE, talk=912),
    _row("talk.bring_in", BringIn, actions.bring_in, SEATS, SEATED, talk=912, person=8),
    _row("talk.remove", RemoveFromTalk, actions.remove, SEATS, ARRANGE, talk=912, person=7, reason="rude"),
    _row("talk.mute", MuteInTalk, actions.mute, SEATS, ARRANGE, talk=912, person=7, muted=True, reason="rude"),
    _row("talk.ask_for_help", AskForHelp, actions.ask_for_help, SEATS, SEATED, talk=912, wanted=True),
    _row("talk.show_devices", ShowDevices, actions.show_devices, SEATS, SEATED, "120/minute",
         talk=912, device="5f0c1c3e-phone", take=True, microphone=True, camera=False, screen=False, quality="good",
         codec="VP8", receives="everything"),
    _row("talk.note", WriteNote, afterwards.write_note, SEATS, SEATED, "60/minute",
         talk=912, text="ビザの変更は4月から。", helped=True),
    _row("talk.offer_contact", OfferContact, afterwards.offer_contact, SEATS, SEATED,
         talk=912, person=7, contact={"email": True, "other": ""}),
    _row("visit.write", WriteVisit, visits.write, visits.about_visit, (VISIT_WRITE,), "60/minute",
         talk=912, outcome="next_step", next_step="interview", note="欧州向けの企画に関心。"),
    _row("visit.thank", ThankVisitor, thanks.thank, visits.about_visit, (VISIT_WRITE,),
         talk=912, text="お話しできてうれしかったです。", tell=True),
    _row("talk.report", ReportFromTalk, afterwards.report, SEATS, SEATED, "10/minute",
         talk=912, person=7, reason="rude", text="", quote=True),
    _row("talk.block", BlockFromTalk, blocking.block, SEATS, SEATED, talk=912, person=7),
)  # fmt: skip
