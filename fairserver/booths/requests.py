"""The scopes of a booth and of its desk, and what its representatives ask: shifts, texts, job posts and documents."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.wire_types import Nothing
from fairserver.booths import board, cvs, editing, shifts, views, visitors
from fairserver.booths.messages import BoothDesk, BoothState, LinesShown, SetShift, ShowLines
from fairserver.booths.permissions import BOOTH_DESK, LINES_SHOW, SHIFT_SET
from fairserver.companies.permissions import BOOTH_EDIT
from fairserver.consents.messages import GiveConsent, WithdrawConsent
from fairserver.consents.permissions import CONSENT_GIVE, CONSENT_WITHDRAW
from fairserver.cvs.messages import DeleteCv
from fairserver.people.permissions import PROFILE_EDIT
from fairserver.programmes.booth_view import about_booth
from fairserver.programmes.permissions import PLACE_ENTER
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import SocketRequest, about_requester
from fairserver.realtime.scopes import ScopeKind, one_by_one
from fairserver.registrations.messages import EditBackground
from fairserver.season.messages import BOOTH_WORDS_EXAMPLE, EditBooth, OfBooth, Saved, SaveDocument, SaveJobPost

ID = "5f0c1c3e-0001"
JOB = {
    "id": ID, "place": 2, "job": None, "version": None, "title": {"ja": "旅程プランナー", "en": "Itinerary planner"},
    "needs": {"ja": "N2から", "en": "N2 and up"}, "location": {"ja": "福岡", "en": "Fukuoka"},
    "starts": {"ja": "8月から", "en": "From August"}, "japanese": "N2", "employment": "job", "visa_help": True,
    "as_of": "2024-02-10",
}  # fmt: skip
BACKGROUND = {
    "id": ID, "status": "leaver", "position": "ALT", "contract_year": 3, "leaves_on": "2024-07-31",
    "japanese_test": "JLPT", "japanese_level": "N2", "has_certificate": False, "languages": ["en", "ja"],
    "wishes": "", "access_needs": "",
}  # fmt: skip
OF_BOOTH = {"id": ID, "place": 2, "thing": 3, "version": 1}


async def _about(session: AsyncSession, request: Any) -> Resource:
    """The booth a request is about. Raises place.unknown for a place that is no booth."""
    return await about_booth(session, request.place)


async def _about_edition(session: AsyncSession, request: ShowLines) -> Resource:
    """The edition a request is about. Raises edition.unknown."""
    return await about_edition(session, request.edition)


SCOPES = (
    ScopeKind(
        pattern="booth:{}",
        state=BoothState,
        about=about_booth,
        action=PLACE_ENTER,
        snapshots=one_by_one(views.booth_state),
        changes=("booth.shift_set", "chat.said", "chat.deleted", "person.erased", "season.edited"),
        is_place=True,
    ),
    ScopeKind(
        pattern="booth:{}/desk",
        state=BoothDesk,
        about=about_booth,
        action=BOOTH_DESK,
        snapshots=one_by_one(views.desk_state),
        changes=(
            "booth.shift_set",
            "chat.deleted",
            "chat.said",
            "person.erased",
            "queue.changed",
            "talk.changed",
            "visit.changed",
        ),
    ),
)

REQUESTS = (
    SocketRequest(
        name="consent.give",
        request=GiveConsent,
        reply=Nothing,
        act=visitors.give,
        about=_about,
        actions=(CONSENT_GIVE,),
        rate="60/minute",
        does="write",
        example={"id": ID, "place": 2, "fields": ["japanese"]},
    ),
    SocketRequest(
        name="consent.withdraw",
        request=WithdrawConsent,
        reply=Nothing,
        act=visitors.withdraw,
        about=about_requester,
        actions=(CONSENT_WITHDRAW,),
        rate="60/minute",
        does="write",
        example={"id": ID, "place": 2, "fields": ["japanese"]},
    ),
    SocketRequest(
        name="cv.delete",
        request=DeleteCv,
        reply=Nothing,
        act=cvs.delete,
        about=about_requester,
        actions=(PROFILE_EDIT,),
        rate="20/minute",
        does="write",
        example={"id": ID},
    ),
    SocketRequest(
        name="background.edit",
        request=EditBackground,
        reply=Nothing,
        act=visitors.edit_background,
        about=about_requester,
        actions=(PROFILE_EDIT,),
        rate="20/minute",
        does="write",
        example=BACKGROUND,
    ),
    SocketRequest(
        name="shift.set",
        request=SetShift,
        reply=Nothing,
        act=shifts.set_shift,
        about=_about,
        actions=(SHIFT_SET,),
        rate="20/minute",
        does="write",
        example={"id": ID, "place": 12, "state": "break", "until": "2024-02-17T13:30:00.000+09:00"},
    ),
    SocketRequest(
        name="lines.show",
        request=ShowLines,
        reply=LinesShown,
        act=board.show,
        about=_about_edition,
        actions=(LINES_SHOW,),
        rate="60/minute",
        does="read",
        example={"edition": 1},
    ),
    SocketRequest(
        name="booth.edit",
        request=EditBooth,
        reply=Saved,
        act=editing.edit_booth,
        about=_about,
        actions=(BOOTH_EDIT,),
        rate="60/minute",
        does="write",
        example={"id": ID, "place": 2, "version": 1, **BOOTH_WORDS_EXAMPLE},
    ),
    SocketRequest(
        name="job_post.save",
        request=SaveJobPost,
        reply=Saved,
        act=editing.save_job,
        about=_about,
        actions=(BOOTH_EDIT,),
        rate="60/minute",
        does="write",
        example=JOB,
    ),
    SocketRequest(
        name="job_post.delete",
        request=OfBooth,
        reply=Nothing,
        act=editing.delete_job,
        about=_about,
        actions=(BOOTH_EDIT,),
        rate="60/minute",
        does="write",
        example=OF_BOOTH,
    ),
    SocketRequest(
        name="document.save",
        request=SaveDocument,
        reply=Saved,
        act=editing.save_document,
        about=_about,
        actions=(BOOTH_EDIT,),
        rate="60/minute",
        does="write",
        example={
            "id": ID,
            "place": 2,
            "document": None,
            "version": None,
            "title": {"ja": "会社案内", "en": "Company guide"},
            "address": "https://hiyori.example/guide.pdf",
            "languages": ["ja"],
        },
    ),
    SocketRequest(
        name="document.delete",
        request=OfBooth,
        reply=Nothing,
        act=editing.delete_document,
        about=_about,
        actions=(BOOTH_EDIT,),
        rate="60/minute",
        does="write",
        example=OF_BOOTH,
    ),
)
