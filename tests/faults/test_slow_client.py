"""F7: a client that stops reading is cut; what it leaves unread is bounded, and nobody else waits for it."""

import asyncio

from fairserver.realtime.messages import OutMessage
from fairserver.sockets.engineio_socket import UNREAD_MOST
from tests.running import Running, page
from tests.waiting import stretched, until

BOOTH = 2
LARGE = OutMessage(scope="booth:2", code="x" * 8000)


async def test_a_client_that_stops_reading_is_cut(fair: Running) -> None:
    sockets, server = fair.app.sockets, fair.app.socketio
    async with fair.visitor("participant2") as reader, fair.browser("participant") as http:
        await reader.enter(BOOTH)
        async with page(fair, http) as deaf:
            await deaf.enter(BOOTH)
            deaf.client.eio.ws._response.connection.transport.pause_reading()
            (sid,) = [sid for sid, socket in sockets.open.items() if socket.person == deaf.person]
            transport = sockets.open[sid].transport
            most = 0
            async with asyncio.timeout(stretched(30)):
                while sid in sockets.open:
                    await server.say("out", LARGE, to="booth:2")
                    await asyncio.sleep(0)  # telling waits for nobody
                    socket = server.eio.sockets.get(transport)
                    most = max(most, socket.unread if socket else 0)
            assert UNREAD_MOST / 2 < most <= UNREAD_MOST + len(LARGE.model_dump_json()) + 100
            await until(lambda: transport not in server.eio.sockets)
            await reader.wait(lambda: reader.last("here")["count"] == 1)
            await reader.change("chat.say", place=BOOTH, text="still here", language="ja")
