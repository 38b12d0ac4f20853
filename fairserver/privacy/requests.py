"""What a page may ask about the data of the person who is signed in."""

from fairserver.base.wire_types import Nothing
from fairserver.privacy.erase import erase
from fairserver.privacy.messages import EraseMe
from fairserver.privacy.permissions import MY_DATA
from fairserver.realtime.context import SocketRequest, about_requester

REQUESTS = (
    SocketRequest(
        name="my.erase",
        request=EraseMe,
        reply=Nothing,
        act=erase,
        about=about_requester,
        actions=(MY_DATA,),
        rate="5/minute",
        does="write",
        example={"id": "5f0c1c3e-0001", "name": "Lin Meiling"},
    ),
)
