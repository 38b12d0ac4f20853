"""A real SMTP server takes what the outbox sends; what it held is then forgotten here."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiosmtplib
import pytest
from sqlalchemy import select

from fairserver.jobs import scheduled
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.mail.smtp import message_id, send
from fairserver.mail.tables import Mail
from tests.running import Running, Visitor, post, running, sqlite_url
from tests.service.test_editor import same_as_fresh
from tests.waiting import stretched, until

AMARA, TYPO, CORRECT = "amara.okafor@example.org", "typo@nowhere.example", "ty.po@example.org"
EDITION, INVITATIONS = 1, "edition:1/invitations"


@dataclass
class PostOffice:
    """The little of RFC 5321 that one mail needs."""

    port: int = 0
    refuse: int = 0
    answers: dict[str, bytes] = field(default_factory=dict)  # to RCPT, by address; else the recipient is taken
    asked: list[str] = field(default_factory=list)  # recipients, each time they were named
    message_ids: list[str] = field(default_factory=list)
    hold: asyncio.Event = field(default_factory=asyncio.Event)  # while it is not set, no mail is answered
    waiting: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 post office\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.partition(" ")[0].upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                text = (await reader.readuntil(b"\r\n.\r\n")).decode()
                self.message_ids.append(message_from_string(text, policy=policy.default)["Message-ID"])
                self.waiting = not self.hold.is_set()
                await self.hold.wait()
                self.waiting = False
                async with self.arrived:
                    if self.refuse:
                        self.refuse -= 1
                        writer.write(b"451 later\r\n")
                    else:
                        self.mails.append(message_from_string(text[:-5], policy=policy.default))
                        writer.write(b"250 taken\r\n")
                    self.arrived.notify_all()
            elif verb == "RCPT":
                self.asked.append(line.partition("<")[2].partition(">")[0])
                writer.write(self.answers.get(self.asked[-1], b"250 ok\r\n"))
            else:
                writer.write({"EHLO": b"250 hello\r\n", "QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n"))
            if verb == "QUIT":
                break
        writer.close()

    async def next_mail(self) -> EmailMessage:
        async with asyncio.timeout(stretched(10)), self.arrived:
            await self.arrived.wait_for(lambda: self.mails)
            return self.mails.pop()


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    office = PostOffice()
    office.hold.set()
    server = await asyncio.start_server(office.serve, "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    yield office
    server.close()
    await server.wait_closed()


@pytest.fixture
async def fair_with_mail(office: PostOffice, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(sqlite_url(tmp_path), smtp_url=f"smtp://127.0.0.1:{office.port}") as fair:
        await office.next_mail()  # the demo's invitation
        yield fair


async def ask(fair: Running) -> None:
    async with fair.browser() as http:
        status, _ = await post(http, "/api/sign-in", email=AMARA, language="ja")
        assert status == 202


async def test_mail_goes_out_and_its_text_is_forgotten(fair_with_mail: Running, office: PostOffice) -> None:
    await ask(fair_with_mail)
    mail = await office.next_mail()
    assert mail["To"] == AMARA
    assert mail["Subject"] == "Your sign-in link (good for 10 minutes)"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "/link#" in mail.get_content()
    async with asyncio.timeout(stretched(10)):
        while not (row := await newest(fair_with_mail)).sent_at:
            await fair_with_mail.app.scheduler.run_batch()
    assert row.text == ""


async def test_a_refused_mail_is_tried_again(fair_with_mail: Running, office: PostOffice) -> None:
    office.refuse = 1
    await ask(fair_with_mail)
    assert "/link#" in (await office.next_mail()).get_content()


async def test_no_mail_goes_in_clear_to_another_machine(office: PostOffice, tmp_path: Path) -> None:
    """0.0.0.0 reaches this machine, and is no loopback address."""
    url = f"smtp://0.0.0.0:{office.port}"
    async with running(sqlite_url(tmp_path), smtp_url=url) as fair:
        await ask(fair)
        row = await newest(fair)
        with pytest.raises(aiosmtplib.SMTPException, match="STARTTLS"):
            await send({"mail": row.id}, journal=fair.app.journal, settings=fair.app.settings)
        assert not office.mails
        fair.app.settings.smtp_url = url.replace("smtp", "smtp+insecure")
        await send({"mail": row.id}, journal=fair.app.journal, settings=fair.app.settings)
        assert (await office.next_mail())["To"] == AMARA


async def newest(fair: Running, to: str = AMARA) -> Mail:
    assert await fair.mails(to), "written by the job that follows the asking"
    async with fair.app.database.reading() as session:
        row = await session.scalar(select(Mail).where(Mail.to == to).order_by(Mail.id.desc()))
        assert row is not None
        return row


async def desk_of(organiser: Visitor, address: str) -> dict[str, Any]:
    cards = organiser.states[INVITATIONS]["invitations"].values()
    return next(card for card in cards if card["email"] == address)


async def test_a_refused_recipient_is_final_and_shown(fair_with_mail: Running, office: PostOffice) -> None:
    office.answers[TYPO] = b"550 5.1.1 no such user\r\n"
    async with fair_with_mail.visitor("organiser") as sato:
        await sato.follow(INVITATIONS)
        await sato.change("people.invite", edition=EDITION, email=TYPO, name="Ty Po", language="en", role="participant")
        await sato.wait(lambda: any(card["undelivered"] for card in sato.states[INVITATIONS]["invitations"].values()))
        assert "no such user" in (await desk_of(sato, TYPO))["undelivered"]
        await same_as_fresh(fair_with_mail, sato, INVITATIONS)
        assert office.asked.count(TYPO) == 1, "5xx is final"
        again = {"invitation": (await desk_of(sato, TYPO))["id"]}
        taken = await sato.try_("invitation.resend", id=str(uuid4()), email=AMARA, **again)
        assert taken["error"]["code"] == "address.taken"
        await sato.change("invitation.resend", email=CORRECT, **again)
        assert CORRECT in (await office.next_mail())["To"]
        await sato.wait(
            lambda: any(each["email"] == CORRECT for each in sato.states[INVITATIONS]["invitations"].values())
        )
        assert (await desk_of(sato, CORRECT))["undelivered"] is None
    row = await newest(fair_with_mail, TYPO)
    assert (row.sent_at, row.text) == (None, "")


async def test_a_mail_server_that_says_later_is_asked_for_days(fair_with_mail: Running, office: PostOffice) -> None:
    """A code for ten minutes, an invitation for five days; then it is given up, and the desk is told."""
    clocks = fair_with_mail.app.clocks
    moved = timedelta()
    now = clocks.wall_now
    clocks.wall_now = lambda: now() + moved  # type: ignore[method-assign]
    office.answers[TYPO] = office.answers[AMARA] = b"451 4.7.1 try again in 300 seconds\r\n"
    async with fair_with_mail.visitor("organiser") as sato:
        await sato.follow(INVITATIONS)
        await sato.change("people.invite", edition=EDITION, email=TYPO, name="Ty Po", language="en", role="participant")
        await ask(fair_with_mail)
        await until(lambda: {TYPO, AMARA} <= set(office.asked))
        for moved in (timedelta(minutes=15), timedelta(days=4)):  # noqa: B007  read by the clock above
            seen = office.asked.count(TYPO)
            await until(partial(asked_again, fair_with_mail, office, seen))
        await until(partial(is_given_up, fair_with_mail))  # the code is no good any more
        assert not (await newest(fair_with_mail, TYPO)).failed_at
        moved = timedelta(days=6)
        await fair_with_mail.app.scheduler.look()
        await sato.wait(lambda: any(card["undelivered"] for card in sato.states[INVITATIONS]["invitations"].values()))


async def is_given_up(fair: Running) -> bool:
    await fair.app.scheduler.look()
    return (await newest(fair)).failed_at is not None


async def asked_again(fair: Running, office: PostOffice, seen: int) -> bool:
    await fair.app.scheduler.look()
    return office.asked.count(TYPO) > seen


async def test_every_mail_has_a_date_and_an_id_that_stays(fair_with_mail: Running, office: PostOffice) -> None:
    office.refuse = 1
    await ask(fair_with_mail)
    mail = await office.next_mail()
    assert mail["Message-ID"].startswith("<")
    assert mail["Message-ID"].endswith("@localhost>")
    row = await newest(fair_with_mail)
    assert parsedate_to_datetime(mail["Date"]) == row.written_at.replace(microsecond=0)
    assert message_id(row, "Career <fair@clair.example>") == message_id(row, "fair@clair.example")
    assert office.message_ids.count(mail["Message-ID"]) == 2, "the same when it is tried again"


async def test_a_slow_mail_server_delays_no_other_job(fair_with_mail: Running, office: PostOffice) -> None:
    office.hold.clear()
    await ask(fair_with_mail)
    await until(lambda: office.waiting)
    async with fair_with_mail.app.journal.writing() as unit:
        await scheduled.add(unit, "wall", unit.wall, "journal.trim", "another trim")
    await until(partial(job_is_done, fair_with_mail, "another trim"))
    assert office.waiting, "while that mail still waits"
    office.hold.set()
    await office.next_mail()


async def job_is_done(fair: Running, key: str) -> bool:
    async with fair.app.database.reading() as session:
        row = await session.scalar(select(ScheduledJob).where(ScheduledJob.key == key))
        return row is None or row.at > fair.app.clocks.wall_now()
