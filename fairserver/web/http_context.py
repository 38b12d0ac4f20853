"""What the handler of an HTTP request gets, and the cookies that its answer sets."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from fairserver.access.rate_limits import RateLimits, for_an_address
from fairserver.base.settings import Settings
from fairserver.delivery.journal import Journal

BROWSER_COOKIE_LIVES = timedelta(days=365)  # from one season to the next
LOGIN_COOKIE_LIVES = timedelta(days=30)
# Each is added by some proxy or tunnel that speaks HTTP. One that passes bytes on (`ssh -R`) adds nothing, and its
# requests come from this machine: nothing tells them from those of a browser here.
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class HttpContext:
    """One HTTP request as its handler sees it, what the handler works with, and the cookies that its answer sets.

    `token` is the secret of the login cookie and `browser` that of the browser which asked for or used a link; both may
    be None, and neither is checked here. `forwarded`: whether a proxy says that it passed the request on.
    """

    def __init__(self, request: Request, journal: Journal, rates: RateLimits, settings: Settings) -> None:
        self.journal = journal
        self.rates = rates
        self.settings = settings
        self.client = request.client.host if request.client else ""
        self.user_agent = request.headers.get("user-agent", "")[:400]
        self.token = request.cookies.get(self._name("login"))
        self.browser = request.cookies.get(self._name("asked"))
        self.forwarded = any(name in request.headers for name in FORWARDED)
        self._cookies: list[tuple[str, str, timedelta]] = []

    async def take_rate(self, rate: str, door: str) -> None:
        """Count one request of this caller at a door, and one of its address, which many may share.

        The caller is a login or a browser, by its cookie; who has neither is counted by the address only. Raises
        rate.exceeded.
        """
        if secret := self.token or self.browser:
            await self.rates.take(rate, door, hashlib.sha256(secret.encode()).hexdigest())
        await self.rates.take(for_an_address(rate), door, self.client)

    def remember_browser(self, secret: str) -> None:
        """Set the cookie that binds a sign-in link to the browser which asked for it, and by which a browser that has
        signed in before is told from a stranger's.
        """
        self._cookies.append((self._name("asked"), secret, BROWSER_COOKIE_LIVES))

    def remember_login(self, token: str) -> None:
        """Set the cookie of a login."""
        self._cookies.append((self._name("login"), token, LOGIN_COOKIE_LIVES))

    def forget_login(self) -> None:
        """Delete the cookie of the login."""
        self._cookies.append((self._name("login"), "", timedelta()))

    def answer(self, response: Response) -> Response:
        """The response, with the cookies that the handler set."""
        for name, value, lives in self._cookies:
            response.set_cookie(
                name,
                value,
                max_age=int(lives.total_seconds()),
                path="/",
                httponly=True,
                samesite="lax",
                secure=self.settings.secure,
            )
        return response

    def _name(self, what: str) -> str:
        return cookie_name(what, secure=self.settings.secure)


def cookie_name(what: str, *, secure: bool) -> str:
    """The name of the cookie `what`. The prefix `__Host-` forbids other hosts of the domain to set it (RFC 6265bis
    §4.1.3.2), and needs HTTPS (`secure`).
    """
    return f"__Host-fair_{what}" if secure else f"fair_{what}"


ContextOf = Callable[[Request], HttpContext]
