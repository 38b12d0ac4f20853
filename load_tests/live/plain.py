"""Plain python-socketio, as its documentation starts it: a room, and what one says goes to everybody in it.

It asks nobody who they are, keeps nothing, numbers what it says, and answers with a hall as large as ours.
"""

import sys
from typing import Any

import socketio
import uvicorn

from fairserver.demo.load import world

manager = socketio.AsyncRedisManager(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
server = socketio.AsyncServer(
    async_mode="asgi", transports=["websocket"], cors_allowed_origins="*", client_manager=manager
)
seqs: dict[str, int] = {}
HALL = {
    str(number): {
        **row.model_dump(mode="json", include={"name", "line", "industry", "cloth", "mon"}),
        "languages": ["ja", "en"], "id": number, "kind": "booth", "state": "open", "japanese": "N2", "visa_help": False,
        "employment": "both", "first_time": False, "openings": [1, 2, 3], "version": 1,
    }
    for number, row in enumerate(world().companies[:118], 1)
}  # fmt: skip


async def enter(sid: str, request: dict[str, Any]) -> dict[str, Any]:
    scope = "edition:1" if request["place"] == 1 else f"booth:{request['place']}"
    await server.enter_room(sid, scope)
    state = {"places": HALL} if request["place"] == 1 else {"messages": {}}
    return {"ok": {"scope": scope, "epoch": "", "seq": seqs.get(scope, 0), "state": state}}


async def follow(sid: str, request: dict[str, Any]) -> dict[str, Any]:
    await server.enter_room(sid, request["scope"])
    return {"ok": {"scope": request["scope"], "epoch": "", "seq": 0, "state": {}}}


async def say(_sid: str, request: dict[str, Any]) -> dict[str, Any]:
    scope = f"booth:{request['place']}"
    seqs[scope] = seqs.get(scope, 0) + 1
    said = {"id": seqs[scope], "person": {"id": 1, "name": "Guest 1", "furigana": ""}, "role": "audience",
            "text": request["text"], "language": request["language"], "at": "2024-02-17T04:00:00.000+00:00",
            "deleted": False}  # fmt: skip
    change = {"scope": scope, "epoch": "0" * 16, "seq": seqs[scope], "type": "chat.said",
              "put": {"messages": {str(seqs[scope]): said}}, "drop": {}}  # fmt: skip
    await server.emit("change", change, room=scope)
    return {"ok": {"message": seqs[scope]}}


server.on("place.enter", enter)
server.on("scope.follow", follow)
server.on("chat.say", say)

if __name__ == "__main__":
    uvicorn.run(
        socketio.ASGIApp(server), port=int(sys.argv[1]), loop="uvloop", http="httptools", ws="websockets-sansio",
        ws_ping_interval=None, ws_per_message_deflate=False, log_level="critical", backlog=4096,
    )  # fmt: skip
