"""The baseline: aiortc's own MediaRelay behind WHIP and WHEP, which decodes and encodes for each viewer."""

import sys

import uvicorn
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRelay
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

relay = MediaRelay()
tracks: dict[str, object] = {}
kept: list[RTCPeerConnection] = []


async def answer(connection: RTCPeerConnection) -> Response:
    kept.append(connection)
    await connection.setLocalDescription(await connection.createAnswer())
    headers = {"Location": f"/session/{len(kept)}"}
    return Response(connection.localDescription.sdp, 201, headers, media_type="application/sdp")


async def whip(request: Request) -> Response:
    connection = RTCPeerConnection()
    connection.on("track", lambda track: tracks.__setitem__(track.kind, track))
    offer = (await request.body()).decode()
    await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
    return await answer(connection)


async def whep(request: Request) -> Response:
    connection = RTCPeerConnection()
    offer = (await request.body()).decode()
    await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
    for transceiver in connection.getTransceivers():
        track = tracks[transceiver.kind]
        transceiver.sender.replaceTrack(relay.subscribe(track))  # type: ignore[arg-type]
        transceiver.direction = "sendonly"
    return await answer(connection)


async def session(request: Request) -> Response:
    return Response("closed")


if __name__ == "__main__":
    routes = [
        Route("/whip/hall", whip, methods=["POST"]),
        Route("/whep/hall", whep, methods=["POST"]),
        Route("/session/{number}", session, methods=["DELETE", "PATCH"]),
    ]
    uvicorn.run(Starlette(routes=routes), port=int(sys.argv[1]), log_level="warning", ws="none", lifespan="off")
