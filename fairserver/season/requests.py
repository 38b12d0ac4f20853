"""The doors of the editor: organisers make a fair, companies write their booths."""

from typing import Any

from fairserver.access.permissions import Action
from fairserver.base.wire_types import Nothing
from fairserver.booths.actions import about_booth
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import ScopeKind, SocketRequest
from fairserver.season import edition_actions, exhibitor_actions, session_actions, views
from fairserver.season.messages import (
    AddVenue,
    CancelSession,
    CompaniesFound,
    EditBooth,
    EditionsListed,
    ExhibitorsState,
    FindPeople,
    InviteRepresentative,
    KeepDocument,
    KeepEdition,
    KeepExhibitor,
    KeepJob,
    KeepOpening,
    KeepPlace,
    KeepSession,
    Kept,
    ListEditions,
    OfBooth,
    PeopleFound,
    Seen,
)

ID = "5f0c1c3e-0001"
ORGANISERS = (Action.SEASON_EDIT,)
COMPANY = (Action.BOOTH_EDIT,)
NAME = {"ja": "大阪A", "en": "Osaka A"}
WORDS: dict[str, Any] = {
    "line": {"ja": "訪日旅行の企画", "en": "Journeys to Japan"},
    "about": {"ja": "少人数の旅をつくっています。", "en": "We make small-group journeys."},
    "location": {"ja": "福岡", "en": "Fukuoka"},
    "employees": 84, "languages": ["ja", "en"], "japanese": "N2", "visa_help": True, "employment": "both",
}  # fmt: skip
SEEN = {"id": ID, "edition": 1, "thing": 12, "version": 1}
OF_BOOTH = {"id": ID, "place": 2, "thing": 3, "version": 1}
EDITION = {
    "id": ID, "edition": 1, "version": 1, "programme": "career-fair", "fiscal_year": 2023,
    "name": {"ja": "キャリアフェア", "en": "Career fair"}, "about": {"ja": "会う日。", "en": "A day to meet."},
    "zone": "Asia/Tokyo", "capacity": 600,
    "requirements": [{"key": "leaving", "text": {"ja": "終了予定者", "en": "You leave this year"},
                      "needs": {"kind": "status", "among": ["leaver"]}, "of": []}],
}  # fmt: skip
SESSION = {
    "id": ID, "edition": 1, "session": None, "version": None, "place": 120, "opening": 1, "kind": "presentation",
    "title": {"ja": "旅をつくる仕事", "en": "Making journeys"}, "about": {"ja": "説明会です。", "en": "A talk."},
    "industry": None, "languages": ["ja"], "japanese": "N2", "booth": 2, "speakers": [3], "moderators": [],
    "date": "2024-02-17", "starts": "16:00", "ends": "16:30",
}  # fmt: skip
EXHIBITOR = {
    "id": ID, "edition": 1, "booth": None, "version": None, "number": "9000000000999",
    "name": {"ja": "ひより旅行社", "en": "Hiyori Travel"}, "industry": {"ja": "観光・旅行", "en": "Tourism"},
    "cloth": "matsu", "mon": "kaze", "openings": [1], **WORDS,
}  # fmt: skip
JOB = {
    "id": ID, "place": 2, "job": None, "version": None, "title": {"ja": "旅程プランナー", "en": "Itinerary planner"},
    "needs": {"ja": "N2から", "en": "N2 and up"}, "location": {"ja": "福岡", "en": "Fukuoka"},
    "starts": {"ja": "8月から", "en": "From August"}, "japanese": "N2", "employment": "job", "visa_help": True,
    "as_of": "2024-02-10",
}  # fmt: skip

SCOPES = (
    ScopeKind(
        "edition:{}/exhibitors",
        ExhibitorsState,
        about_edition,
        Action.SEASON_EDIT,
        views.exhibitors_state,
        ("season.edited",),
    ),
)

EVENTS = (
    SocketRequest("edition.keep", KeepEdition, Kept, edition_actions.keep_edition, edition_actions.about, ORGANISERS, "60/minute", "write",
          EDITION),
    SocketRequest("venue.add", AddVenue, Kept, edition_actions.add_venue, edition_actions.about, ORGANISERS, "20/minute", "write",
          {"id": ID, "edition": 1, "name": NAME, "zone": "Asia/Tokyo", "online": False}),
    SocketRequest("opening.keep", KeepOpening, Kept, edition_actions.keep_opening, edition_actions.about, ORGANISERS, "60/minute", "write",
          {"id": ID, "edition": 1, "opening": None, "version": None, "venue": 1, "date": "2024-02-18",
           "opens": "10:00", "closes": "17:00"}),
    SocketRequest("opening.delete", Seen, Nothing, edition_actions.delete_opening, edition_actions.about, ORGANISERS, "60/minute", "write",
          SEEN),
    SocketRequest("place.keep", KeepPlace, Kept, edition_actions.keep_place, edition_actions.about, ORGANISERS, "60/minute", "write",
          {"id": ID, "edition": 1, "place": None, "version": None, "kind": "stage", "name": NAME, "venue": 1}),
    SocketRequest("place.delete", Seen, Nothing, edition_actions.delete_place, edition_actions.about, ORGANISERS, "60/minute", "write", SEEN),
    SocketRequest("session.keep", KeepSession, Kept, session_actions.keep_session, edition_actions.about, ORGANISERS, "60/minute", "write",
          SESSION),
    SocketRequest("session.cancel", CancelSession, Kept, session_actions.cancel_session, edition_actions.about, ORGANISERS, "60/minute",
          "write", SEEN),
    SocketRequest("session.delete", Seen, Nothing, session_actions.delete_session, edition_actions.about, ORGANISERS, "60/minute", "write",
          SEEN),
    SocketRequest("exhibitor.keep", KeepExhibitor, Kept, exhibitor_actions.keep_exhibitor, edition_actions.about, ORGANISERS, "60/minute",
          "write", EXHIBITOR),
    SocketRequest("exhibitor.delete", Seen, Nothing, exhibitor_actions.delete_exhibitor, edition_actions.about, ORGANISERS, "60/minute",
          "write", SEEN),
    SocketRequest("people.find", FindPeople, PeopleFound, edition_actions.find_people, edition_actions.about, ORGANISERS, "120/minute", "read",
          {"edition": 1, "text": "小野寺"}),
    SocketRequest("companies.find", FindPeople, CompaniesFound, edition_actions.find_companies, edition_actions.about, ORGANISERS, "120/minute",
          "read", {"edition": 1, "text": "ひより"}),
    SocketRequest("editions.list", ListEditions, EditionsListed, edition_actions.list_editions, edition_actions.about, ORGANISERS, "60/minute",
          "read", {"edition": 1}),
    SocketRequest("representative.invite", InviteRepresentative, Nothing, exhibitor_actions.invite_representative,
          lambda session, request: about_booth(session, request.place), (Action.PEOPLE_INVITE,), "60/minute", "write",
          {"id": ID, "place": 2, "email": "aoki@hiyori.example", "name": "青木 泉", "language": "ja"}),
    SocketRequest("booth.edit", EditBooth, Kept, exhibitor_actions.edit_booth,
          lambda session, request: about_booth(session, request.place), COMPANY, "60/minute", "write",
          {"id": ID, "place": 2, "version": 1, **WORDS}),
    SocketRequest("job.keep", KeepJob, Kept, exhibitor_actions.keep_job, lambda session, request: about_booth(session, request.place),
          COMPANY, "60/minute", "write", JOB),
    SocketRequest("job.delete", OfBooth, Nothing, exhibitor_actions.delete_job,
          lambda session, request: about_booth(session, request.place), COMPANY, "60/minute", "write", OF_BOOTH),
    SocketRequest("document.keep", KeepDocument, Kept, exhibitor_actions.keep_document,
          lambda session, request: about_booth(session, request.place), COMPANY, "60/minute", "write",
          {"id": ID, "place": 2, "document": None, "version": None, "title": {"ja": "会社案内", "en": "Company guide"},
           "address": "https://hiyori.example/guide.pdf", "languages": ["ja"]}),
    SocketRequest("document.delete", OfBooth, Nothing, exhibitor_actions.delete_document,
          lambda session, request: about_booth(session, request.place), COMPANY, "60/minute", "write", OF_BOOTH),
)  # fmt: skip
