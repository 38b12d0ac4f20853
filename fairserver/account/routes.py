"""The HTTP routes of sign-in, and of the start of a page."""

from fairserver.account import sign_in, start
from fairserver.account.messages import AskLink, EnterCode, LinkAsked, LinkShown, ShowLink, Start
from fairserver.base.wire_types import Nothing
from fairserver.web.http_routes import HttpRoute

TOKEN = {"token": "k3Jx0pYd2mQ8vT5rW1zA7bC4"}

ROUTES = (
    HttpRoute(
        method="GET",
        path="/api/start",
        request=Nothing,
        reply=Start,
        act=start.start,
        rate="120/minute",
        example={},
    ),
    HttpRoute(
        method="POST",
        path="/api/sign-in",
        request=AskLink,
        reply=LinkAsked,
        act=sign_in.ask_link,
        rate="30/10 minutes",
        example={"email": "amara.okafor@example.org", "language": "en"},
        status=202,
    ),
    HttpRoute(
        method="POST",
        path="/api/sign-in/code",
        request=EnterCode,
        reply=Nothing,
        act=sign_in.enter_code,
        rate="60/10 minutes",
        example={"code": "204815"},
    ),
    HttpRoute(
        method="POST",
        path="/api/links/show",
        request=ShowLink,
        reply=LinkShown,
        act=sign_in.show_link,
        rate="60/minute",
        example=TOKEN,
    ),
    HttpRoute(
        method="POST",
        path="/api/links/confirm",
        request=ShowLink,
        reply=Nothing,
        act=sign_in.confirm_link,
        rate="60/minute",
        example=TOKEN,
    ),
    HttpRoute(
        method="POST",
        path="/api/sign-out",
        request=Nothing,
        reply=Nothing,
        act=sign_in.sign_out,
        rate="60/minute",
        example={},
    ),
)
