"""What a media node logs: one JSON object in each line, its own lines and those of the libraries."""

import asyncio
import json
import os
import signal
import socket
import sys

import pytest
import structlog

from fairserver.media.remote_node import RemoteNode
from tests.ports import free_port

from .hall import Events, Hall
from .test_control import SECRET


async def test_every_line_is_json() -> None:
    control = free_port()
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as taken:
        taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind(("::", 0))
        media_port = taken.getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "fairserver", "media", "--port", str(control)),
            stderr=asyncio.subprocess.PIPE,
            env={
                **os.environ,
                "FAIR_MEDIA_SECRET": SECRET,
                "FAIR_MEDIA_PORT": str(media_port),
                "FAIR_MEDIA_ANNOUNCE": "127.0.0.1,::1",
            },
        )
        node = RemoteNode(host="127.0.0.1", port=control, secret=SECRET, on_event=Events())
        await node.start()
        await node.connected()
        await node.stop()
        reader, writer = await asyncio.open_connection("127.0.0.1", control)
        writer.write(b"this is no HTTP\r\n\r\n")
        await reader.read()  # until uvicorn has refused it
        writer.close()
        process.send_signal(signal.SIGTERM)
        _, text = await process.communicate()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["event"], line["level"]) for line in lines] == [
        ("media.no_ipv6", "warning"),
        ("Invalid HTTP request received.", "warning"),
    ]
    assert lines[0]["port"] == media_port
    assert str(media_port) in lines[0]["reason"]
    assert all(line["timestamp"] for line in lines)
    assert lines[1]["logger"] == "uvicorn.error"


async def test_a_failing_session_is_logged_and_closed_and_others_go_on(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = await hall.camera()
    camera.start()
    viewer, other = await hall.viewer(), await hall.viewer()
    failing = hall.node._sessions[viewer.session]
    monkeypatch.setattr(failing, "tick", lambda now, unix: 1 / 0)
    with structlog.testing.capture_logs() as lines:
        async with asyncio.timeout(5):
            while viewer.session in hall.node._sessions:
                await asyncio.sleep(0.02)
    assert [(line["event"], line["session"], line["place"]) for line in lines] == [
        ("media.session_failed", viewer.session, "hall")
    ]
    seen = len(other.of("video"))
    await other.until(lambda: len(other.of("video")) > seen + 10)
