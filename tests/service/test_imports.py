"""Files into an edition: looked at first, then all of it or nothing, and the same again changes nothing."""

import time
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from fairserver.companies.tables import Appearance, Company, Exhibitor
from fairserver.imports.columns import COLUMNS
from fairserver.invitations.tables import Link
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.mail.tables import Mail
from fairserver.people.tables import Email, GrantRow, Person
from fairserver.programmes.tables import Place
from fairserver.registrations.tables import Background, Registration
from fairserver.season import announce
from fairserver.web.request_body import FILE
from tests.loop_steps import loop_steps
from tests.running import Running, name_of, outcome, running
from tests.service.test_editor import same_as_fresh
from tests.waiting import stretched

HALL, BOOTH, EDITION = 1, 2, 1
EXHIBITORS = f"edition:{EDITION}/exhibitors"
AMARA, CHEN, ROSA = "amara.okafor@example.org", "chen.yiting@example.org", "rosa.fernandez@example.org"
TABLES = (Person, Email, GrantRow, Link, Mail, Registration, Background, Company, Exhibitor, Appearance, Place)
PEOPLE = "メールアドレス,氏名,フリガナ,言語,職種,契約年次\n"
LIN_AND_KIM = PEOPLE + "lin@example.org,林 美玲,リン メイリン,ja,ALT,2\nKim@Example.org,Kim Minji,,en,,\n"
COMPANIES = ",".join(column.en for column in COLUMNS["companies"] if column.key in (
    "number", "name_ja", "name_en", "line_ja", "line_en", "openings")) + "\n"  # fmt: skip
YAMANE = COMPANIES + "9000000009991,やまね電機,Yamane Electric,小さなモーター,Small motors,2024-02-25 Online\n"


async def sent(http: aiohttp.ClientSession, path: str, file: str | bytes, **asked: Any) -> Any:
    """The reply, or what was refused."""
    query: dict[str, Any] = {"edition": EDITION, "kind": "participants", "invite": "false"} | asked
    data = BytesIO(file.encode() if isinstance(file, str) else file)
    async with http.post(path, params=query, data=data, headers={"Content-Type": FILE}) as answer:
        reply = await answer.json()
        return reply.get("error", reply)


async def preview(http: aiohttp.ClientSession, file: str | bytes, **asked: Any) -> Any:
    return await sent(http, "/api/imports/preview", file, **asked)


async def imported(http: aiohttp.ClientSession, file: str | bytes, **asked: Any) -> Any:
    """Looked at, and agreed to."""
    seen = await preview(http, file, **asked)
    assert "digest" in seen, seen
    return await sent(http, "/api/imports", file, digest=seen["digest"], **asked)


async def written(place: Running) -> dict[str, int]:
    async with place.app.database.reading() as session:
        return {table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0
                for table in TABLES}  # fmt: skip


def does(answer: Any) -> list[tuple[int, str, list[str]]]:
    return [(row["row"], row["state"], row["changes"]) for row in answer["rows"]]


async def test_a_preview_says_what_each_row_would_do_and_does_nothing(fair: Running) -> None:
    file = (
        PEOPLE
        + f"lin@example.org,林 美玲,,ja,ALT,2\n{AMARA.upper()},Amara Okafor,,en,,\n,誰か,,,,\nlin@EXAMPLE.org,林,,,,\n"
    )
    async with fair.browser("participant"), fair.browser("organiser") as http:
        before = await written(fair)
        seen = await preview(http, file, invite="true")
    assert does(seen) == [
        (2, "new", ["person", "role", "registration", "background", "invitation"]), (3, "same", []), (4, "wrong", []),
        (5, "wrong", []),
    ]  # fmt: skip
    assert [(each["column"], each["code"], each["other"]) for row in seen["rows"] for each in row["trouble"]] == [
        ("email", "cell.missing", None), ("email", "row.twice", 2),
    ]  # fmt: skip
    assert seen["counts"] == {"new": 1, "changed": 0, "same": 1, "wrong": 2, "invitations": 1}
    assert await written(fair) == before


async def test_people_come_in_by_a_file_and_the_same_again_changes_nothing(database_url: str) -> None:
    async with running(database_url) as place, place.visitor("organiser") as sato, place.browser("organiser") as http:
        for scope in ("desk", "registrations"):
            await sato.follow(f"edition:{EDITION}/{scope}")
        await imported(http, "email,name,furigana\nonodera@hiyori.example,Another Name,x\n")  # is known otherwise
        answer = await imported(http, LIN_AND_KIM, invite="true")
        assert (answer["done"], answer["preview"]["counts"]["new"]) == (True, 2)
        await same_as_fresh(place, sato, f"edition:{EDITION}/desk", f"edition:{EDITION}/registrations")
        before = await written(place)
        again = await imported(http, LIN_AND_KIM, invite="true")
        assert (again["done"], does(again["preview"])) == (True, [(2, "same", []), (3, "same", [])])
        assert await written(place) == before

        mails = await place.mails("lin@example.org"), await place.mails("kim@example.org")
        assert ["招待" in mails[0][0]["subject"], "invitation" in mails[1][0]["subject"]] == [True, True]
        async with place.browser() as newcomer:
            assert (
                await outcome(newcomer, "/api/links/confirm", token=(await place.mailed("kim@example.org"))[0]) == "ok"
            )
            assert await name_of(newcomer) == "Kim Minji"
            async with newcomer.get("/api/start") as start:
                assert (await start.json())["roles"] == ["participant"]


async def test_who_looks_on_learns_at_once(database_url: str) -> None:
    """A booth appears in the hall and among the exhibitors; there its representative too; who is inside gets a role."""
    async with (
        running(database_url) as place,
        place.visitor("participant") as amara,
        place.visitor("participant2") as chen,
        place.visitor("alumnus") as daniel,
        place.visitor("organiser") as sato,
        place.browser("organiser") as http,
    ):
        await sato.follow(EXHIBITORS)
        await amara.enter(HALL)
        await chen.enter(BOOTH)
        await chen.follow(f"timetable:{EDITION}")
        await daniel.follow(f"person:{daniel.person}")
        booths = len(amara.states[f"edition:{EDITION}"]["places"])
        made = await imported(http, YAMANE, kind="companies")
        assert does(made["preview"]) == [(2, "new", ["company", "exhibitor", "booth", "openings"])]
        await amara.wait(lambda: any(each["name"]["en"] == "Yamane Electric" for each in
                                     amara.states[f"edition:{EDITION}"]["places"].values()))  # fmt: skip
        assert len(amara.states[f"edition:{EDITION}"]["places"]) == booths + 1
        await sato.wait(lambda: "Yamane Electric" in str(sato.states[EXHIBITORS]))
        file = "email,name,company\naoki@hiyori.example,青木 泉,9000000000001\n"
        await imported(http, file, kind="representatives", invite="true")
        await sato.wait(lambda: "青木 泉" in str(sato.states[EXHIBITORS]["exhibitors"][str(BOOTH)]))
        assert "青木 泉" not in str(chen.states[f"booth:{BOOTH}"]), "visitors see who agreed to be seen"
        renamed = COMPANIES + "9000000000001,ひより旅行,Hiyori Travels,,,\n"
        again = await imported(http, renamed, kind="companies")
        assert does(again["preview"]) == [(2, "changed", ["name"])]
        await chen.wait(lambda: chen.states[f"booth:{BOOTH}"]["booth"][str(BOOTH)]["name"]["ja"] == "ひより旅行")
        async with place.app.database.reading() as session:
            mail = await session.scalar(select(Email.address).where(Email.person_id == daniel.person))
        await imported(http, f"email,name\n{mail},Daniel\n", kind="participants")
        await daniel.wait(lambda: "participant" in str(daniel.states[f"person:{daniel.person}"]["grants"]))
        await same_as_fresh(place, amara, f"edition:{EDITION}")
        await same_as_fresh(place, chen, f"booth:{BOOTH}", f"timetable:{EDITION}")
        await same_as_fresh(place, sato, EXHIBITORS)
        await same_as_fresh(place, daniel, f"person:{daniel.person}")
        for file, kind in ((YAMANE, "companies"), (renamed, "companies")):
            assert {row["state"] for row in (await preview(http, file, kind=kind))["rows"]} == {"same"}


async def test_what_changed_since_the_preview_is_shown_anew(fair: Running) -> None:
    async with fair.browser("organiser") as http, fair.visitor("organiser") as sato:
        seen = await preview(http, LIN_AND_KIM)
        await sato.change("people.invite", edition=EDITION, email="lin@example.org", name="Lin", language="ja",
                          role="participant")  # fmt: skip
        before = await written(fair)
        answer = await sent(http, "/api/imports", LIN_AND_KIM, digest=seen["digest"])
        assert (answer["done"], does(answer["preview"])[0]) == (False, (2, "changed", ["registration", "background"]))
        assert await written(fair) == before
        other_wish = await sent(http, "/api/imports", LIN_AND_KIM, digest=answer["preview"]["digest"], invite="true")
        assert not other_wish["done"], "the preview was without invitations"
        assert (await sent(http, "/api/imports", LIN_AND_KIM, digest=answer["preview"]["digest"]))["done"]


async def test_one_wrong_row_and_nothing_is_imported(fair: Running) -> None:
    file = LIN_AND_KIM + "no address,X,,,,\n"
    before = await written(fair)
    async with fair.browser("organiser") as http:
        refused = await imported(http, file)
    assert (refused["code"], refused["details"]) == ("import.rows_wrong", {"count": 1})
    assert await written(fair) == before


async def test_a_failure_at_the_end_leaves_nothing(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object) -> None:
        raise RuntimeError("the last thing that is done")

    async with running(database_url) as place, place.browser("organiser") as http:
        before = await written(place)
        with monkeypatch.context() as patched:
            patched.setattr(announce, "companies", fails)
            assert (await imported(http, YAMANE, kind="companies"))["code"] == "internal"
        assert await written(place) == before
        assert (await imported(http, YAMANE, kind="companies"))["done"]


@pytest.mark.parametrize("kind", ["participants", "alumni", "companies", "representatives"])
@pytest.mark.parametrize("role", [None, "participant", "alumnus", "representative", "operator", "moderator"])
async def test_only_organisers_import(shared: Running, kind: str, role: str | None) -> None:
    before = await written(shared)
    async with shared.browser(role) as http:
        for path in ("/api/imports/preview", "/api/imports"):
            digest = {"digest": "0" * 64} if path == "/api/imports" else {}
            refused = await sent(http, path, LIN_AND_KIM, kind=kind, **digest)
            assert refused["code"] == ("permission.denied" if role else "login.missing")
    assert await written(shared) == before


@pytest.mark.parametrize(("asked", "code"), [
    ({"edition": 2**40}, "edition.unknown"), ({"edition": 0}, "request.malformed"),
    ({"kind": "cats"}, "request.malformed"), ({"invite": "maybe"}, "request.malformed"),
    ({"role": "organiser"}, "request.malformed"),
])  # fmt: skip
async def test_a_question_that_cannot_be(shared: Running, asked: dict[str, Any], code: str) -> None:
    async with shared.browser("organiser") as http:
        assert (await preview(http, LIN_AND_KIM, **asked))["code"] == code


async def test_a_file_of_a_japanese_windows(fair: Running) -> None:
    async with fair.browser("organiser") as http:
        seen = await preview(http, LIN_AND_KIM.encode("cp932"))
        assert (seen["encoding"], seen["rows"][0]["name"]) == ("Shift_JIS", "林 美玲")
        answer = await imported(http, LIN_AND_KIM.encode("cp932"))
        assert answer["done"]
        assert does(await preview(http, LIN_AND_KIM)) == [(2, "same", []), (3, "same", [])], "in either encoding"


@pytest.mark.parametrize(("file", "code"), [
    (b"", "import.empty"), (b"PK\x03\x04", "import.workbook"), (b"name\nLin\n", "import.columns"),
    (b"email,name\n\xfe,Lin\n", "import.encoding"), (b'email,name\na@example.org,"Lin\n', "import.quote"),
    (b"email,name\n" + b"a@example.org,A\n" * 10_001, "import.too_many_rows"), (b"a" * (2**21 + 1), "file.too_large"),
], ids=["empty", "workbook", "columns", "bytes", "quote", "rows", "size"])  # fmt: skip
async def test_a_file_that_cannot_be_read(shared: Running, file: bytes, code: str) -> None:
    async with shared.browser("organiser") as http:
        assert (await preview(http, file))["code"] == code


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", ["participants", "alumni", "companies"])
async def test_a_template_is_imported_as_it_is(fair: Running, kind: str, language: str) -> None:
    async with fair.browser("organiser") as http:
        async with http.get(f"/api/imports/{kind}.{language}.csv") as answer:
            assert answer.headers["content-disposition"] == f'attachment; filename="{kind}-{language}.csv"'
            file = await answer.read()
        answer_ = await imported(http, file, kind=kind)
        assert (answer_["done"], answer_["preview"]["counts"]["new"]) == (True, 2)
        async with http.get(f"/api/imports/cats.{language}.csv") as missing:
            assert missing.status == 404


async def test_five_thousand_people(database_url: str) -> None:
    """In seconds, while the loop goes on serving everybody else."""
    rows = "".join(f"person{n}@example.org,参加者 {n},サンカシャ,ja,ALT,2\n" for n in range(5000))
    async with running(database_url) as place, place.browser("organiser") as http:
        with loop_steps() as longest:
            seen = await preview(http, PEOPLE + rows, invite="true")
            began = time.perf_counter()
            answer = await sent(http, "/api/imports", PEOPLE + rows, digest=seen["digest"], invite="true")
            took = time.perf_counter() - began
        print(f"import {took:.2f} s, loop held {longest.seconds * 1000:.0f} ms by {longest.what}")  # noqa: T201
        assert (answer["done"], answer["preview"]["counts"]) == (
            True, {"new": 5000, "changed": 0, "same": 0, "wrong": 0, "invitations": 5000},
        )  # fmt: skip
        assert took < stretched(30)
        assert longest.seconds < 0.1, f"others are served meanwhile: {longest.what}"
        assert {row["state"] for row in (await preview(http, PEOPLE + rows, invite="true"))["rows"]} == {"same"}


async def test_a_sign_in_mail_overtakes_a_list_of_invitations(fair: Running) -> None:
    rows = "".join(f"person{n}@example.org,Person {n}\n" for n in range(60))
    async with fair.browser("organiser") as http, fair.browser() as amara:
        assert (await imported(http, f"email,name\n{rows}", invite="true"))["done"]
        assert await outcome(amara, "/api/sign-in", email=AMARA, language="en") == "ok"
        assert await fair.mails(AMARA)
        async with fair.app.database.reading() as session:
            newest = await session.scalar(select(Mail.id).where(Mail.to == "person59@example.org"))
            waiting = await session.scalar(select(ScheduledJob.at).where(ScheduledJob.key == f"mail:{newest}"))
            written_at = await session.scalar(select(Mail.written_at).where(Mail.to == AMARA))
        assert written_at
        assert waiting
        assert written_at < waiting


async def test_who_withdrew_or_was_promised_a_seat(fair: Running) -> None:
    """A list accepts who is waiting, and brings nobody back who left."""
    file = f"email,name\n{AMARA},Amara\n{CHEN},Chen\n"
    async with fair.visitor("participant") as amara, fair.browser("organiser") as http:
        await amara.change("registration.withdraw", edition=EDITION)
        async with fair.app.database.writing() as session:
            chen = select(Registration).join(Email, Email.person_id == Registration.person_id)
            row = (await session.scalars(chen.where(Email.address == CHEN, Registration.edition_id == EDITION))).one()
            row.state = "waiting"
        seen = await preview(http, file)
        assert [(row["state"], [each["code"] for each in row["trouble"]], row["changes"]) for row in seen["rows"]] == [
            ("wrong", ["registration.withdrawn"], []), ("changed", [], ["registration"]),
        ]  # fmt: skip
        assert (await imported(http, f"email,name\n{CHEN},Chen\n"))["done"]
        async with fair.app.database.reading() as session:
            assert (await session.get_one(Registration, row.id)).state == "accepted"


async def test_an_invitation_that_is_revoked(fair: Running) -> None:
    async with fair.visitor("organiser") as sato, fair.browser("organiser") as http, fair.browser() as lin:
        desk = (await sato.follow(f"edition:{EDITION}/invitations"))["scope"]
        await sato.follow(f"edition:{EDITION}/registrations")
        await imported(http, LIN_AND_KIM, invite="true")
        await sato.wait(lambda: "lin@example.org" in str(sato.states[desk]["invitations"]))
        token = (await fair.mailed("lin@example.org"))[0]

        def card() -> dict[str, Any]:
            cards = sato.states[desk]["invitations"].values()
            return dict(next(each for each in cards if each["email"] == "lin@example.org"))

        revoked = card()["id"]
        await sato.change("invitation.revoke", invitation=revoked)
        await sato.wait(lambda: card()["revoked_at"])
        assert await outcome(lin, "/api/links/confirm", token=token) == "link.unknown"
        assert (await preview(http, LIN_AND_KIM, invite="true"))["rows"][0]["trouble"][0]["code"] == (
            "registration.withdrawn"
        )
        await same_as_fresh(fair, sato, desk, f"edition:{EDITION}/registrations")
        await sato.change("invitation.resend", invitation=revoked)
        await sato.wait(lambda: card()["id"] != revoked and not card()["revoked_at"])
        await same_as_fresh(fair, sato, desk, f"edition:{EDITION}/registrations")
        assert does(await preview(http, LIN_AND_KIM, invite="true")) == [(2, "same", []), (3, "same", [])]
        assert await outcome(lin, "/api/links/confirm", token=(await fair.mailed("lin@example.org"))[0]) == "ok"
        await sato.wait(lambda: card()["used_at"])
        refused = await sato.try_("invitation.revoke", id="5f0c1c3e-0009", invitation=card()["id"])
        assert refused["error"]["code"] == "invitation.used"
