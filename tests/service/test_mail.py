"""A real SMTP server takes what the outbox sends; what it held is then forgotten here."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest
from sqlalchemy import select

from fairserver.mail.smtp import send
from fairserver.mail.tables import Mail
from tests.running import Running, post, running, sqlite_url
from tests.waiting import stretched

AMARA = "amara.okafor@example.org"


@dataclass
class PostOffice:
    """The little of RFC 5321 that one mail needs."""

    port: int = 0
    refuse: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 post office\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.partition(" ")[0].upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                text = (await reader.readuntil(b"\r\n.\r\n")).decode()
                async with self.arrived:
                    if self.refuse:
                        self.refuse -= 1
                        writer.write(b"451 later\r\n")
                    else:
                        self.mails.append(message_from_string(text[:-5], policy=policy.default))
                        writer.write(b"250 taken\r\n")
                    self.arrived.notify_all()
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


async def newest(fair: Running) -> Mail:
    async with fair.app.database.reading() as session:
        row = await session.scalar(select(Mail).where(Mail.to == AMARA).order_by(Mail.id.desc()))
        assert row is not None
        return row
