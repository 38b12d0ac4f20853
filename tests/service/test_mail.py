"""Mail leaves by a real SMTP server, once, and takes its secrets with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from fairserver.mail.outbox import Sender
from fairserver.mail.records import Mail
from tests.running import PATIENCE, Running, free_port, post, running, sqlite_url

AMARA, ROSA = "amara.okafor@example.org", "rosa.fernandez@example.org"


class MailServer:
    """The little of RFC 5321 that a client needs: says yes to everything, and keeps what it got."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: asyncio.Queue[EmailMessage] = asyncio.Queue()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            writer.write(b"354 go on\r\n" if word == b"DATA" else b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"DATA":
                text = await reader.readuntil(b"\r\n.\r\n")
                mail = message_from_bytes(text[:-5], policy=policy.default)
                assert isinstance(mail, EmailMessage)
                self.mails.put_nowait(mail)
                writer.write(b"250 taken\r\n")
            if word == b"QUIT":
                break
        writer.close()

    async def next_(self) -> EmailMessage:
        return await asyncio.wait_for(self.mails.get(), PATIENCE)


@asynccontextmanager
async def mail_server(port: int) -> AsyncIterator[MailServer]:
    found = MailServer(port)
    server = await asyncio.start_server(found.serve, "127.0.0.1", port)
    async with server:
        yield found


async def rows(fair: Running, to: str) -> list[Mail]:
    async with fair.fair.database.reading() as session:
        return list(await session.scalars(select(Mail).where(Mail.to == to).order_by(Mail.id)))


@pytest.fixture
async def smtp() -> AsyncIterator[MailServer]:
    async with mail_server(free_port()) as server:
        yield server


async def test_a_sign_in_mail(tmp_path: Path, smtp: MailServer) -> None:
    async with running(sqlite_url(tmp_path), smtp_url=f"smtp://127.0.0.1:{smtp.port}") as fair, fair.browser() as http:
        invitation = await smtp.next_()
        assert invitation["To"] == ROSA
        await post(http, "/api/sign-in", email=AMARA, language="en")
        mail = await smtp.next_()
        assert (mail["To"], mail["From"]) == (AMARA, fair.fair.settings.mail_from)
        assert mail["Auto-Submitted"] == "auto-generated"
        assert f"{fair.url}/link#" in mail.get_content()
        assert "Amara Okafor" in mail.get_content()


def sender(fair: Running, port: int) -> Sender:
    """The due kind `mail.send` with a server at `port`; what runs it again is in test_due."""
    settings = fair.fair.settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{port}"})
    return Sender(settings, fair.fair.journal)


async def test_once_sent_the_outbox_forgets_the_link(fair: Running, smtp: MailServer) -> None:
    (row,) = await rows(fair, ROSA)
    assert "/link#" in row.text
    for _ in ("once", "and again, as after a kill"):
        await sender(fair, smtp.port).send({"mail": row.id})
    assert (await smtp.next_())["To"] == ROSA
    assert smtp.mails.empty()
    (row,) = await rows(fair, ROSA)
    assert (row.text, row.sent_at is not None) == ("", True)


async def test_a_mail_server_that_is_away_loses_nothing(fair: Running) -> None:
    port = free_port()
    (row,) = await rows(fair, ROSA)
    with pytest.raises(OSError):
        await sender(fair, port).send({"mail": row.id})
    assert (await rows(fair, ROSA))[0].text == row.text
    async with mail_server(port) as smtp:
        await sender(fair, port).send({"mail": row.id})
        assert (await smtp.next_())["To"] == ROSA


async def test_without_a_mail_server_it_stays_readable_in_the_demo(fair: Running) -> None:
    (mail,) = await fair.mails(ROSA)
    assert mail["sent_at"] is None
    assert "/link#" in mail["text"]
