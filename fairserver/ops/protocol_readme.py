"""Fills the parts of schemas/README.md that repeat what the code says: limits, permissions, error codes, and for each
message its permission, rate and example. The prose between them is written by hand.

A part stands between `<!-- fair schemas: NAME -->` and `<!-- end -->`; `parts()` has every NAME there must be.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from fairserver.access.permissions import Action
from fairserver.base.errors import CODES
from fairserver.base.settings import SCHEMAS
from fairserver.base.subject_files import merged
from fairserver.base.wire_types import Nothing, Wire
from fairserver.chat.messages import LONGEST
from fairserver.delivery import idempotency, journal
from fairserver.imports.reading import MOST_BYTES, MOST_ROWS
from fairserver.invitations.rules import AGAIN_SECONDS, LIVES, MOST_WRONG_CODES
from fairserver.media.offer_filter import MAX_OFFER_BYTES
from fairserver.media.trickle import MAX_FRAGMENT_BYTES
from fairserver.ops.subjects import REQUESTS, SCOPES, SUBJECTS, TOLD
from fairserver.people.rules import ABSOLUTE, IDLE
from fairserver.presence.announcer import NAMES_MOST
from fairserver.presence.store import COALESCE_SECONDS
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind
from fairserver.sockets.engineio_socket import LARGEST, UNREAD_MOST
from fairserver.sockets.heartbeats import PING_SECONDS, PONG_SECONDS
from fairserver.sockets.server import SOCKETS_MOST, WAITING_MOST
from fairserver.sockets.socketio_server import INTRODUCE_SECONDS
from fairserver.stages.media_gateway import HEALTH_SECONDS
from fairserver.web.http_context import BROWSER_COOKIE_LIVES
from fairserver.web.http_routes import HttpRoute
from fairserver.web.request_body import LARGEST_BODY

README = SCHEMAS / "README.md"
PART = re.compile(r"(?<=<!-- fair schemas: )([^\n]+?)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL)
WIDTH = 110  # of a line of JSON, in characters

# Codes that blame the program of the client. A page of this release never causes them.
PROGRAMS_CODES = (
    "request.id_reused", "request.unknown", "request.malformed", "request.too_large", "method.not_allowed",
    "origin.foreign", "socket.silent", "media.content_type", "media.etag_mismatch", "media.ice_restart",
    "media.no_codec", "media.offer_malformed", "media.offer_too_large", "media.session_unknown",
)  # fmt: skip


def filled(text: str) -> str:
    """The text with every generated part as the code has it now. Raises KeyError for a part that does not exist."""
    found = parts()
    return PART.sub(lambda match: f"{match[1]}{match[2]}{found[match[1]]}", text)


def parts() -> dict[str, str]:
    """Every generated part, by name."""
    found = {"limits": _limits(), "permissions": _permissions(), "codes": _codes()}
    found |= {f"scope {kind.pattern}": _scope(kind) for kind in SCOPES}
    found |= {f"message {event}": _fence(event, example_of(message)) for event, message in TOLD.items()}
    for subject in SUBJECTS:
        if subject.requests:
            found[f"requests {subject.name}"] = _requests(subject.requests)
        if subject.routes:
            found[f"routes {subject.name}"] = _routes(subject.routes)
    return found


def example_of(message: type[Wire]) -> dict[str, Any]:
    """The example that a wire type has in its `model_config`. Raises KeyError when it has none."""
    extra: Any = message.model_config["json_schema_extra"]
    found: dict[str, Any] = extra["examples"][0]
    return found


def limits() -> tuple[tuple[str, str], ...]:
    """Each limit of the protocol: what it bounds, and its value with the unit."""
    return (
        ("Time from opening a transport to its `connect` packet", _seconds(INTRODUCE_SECONDS)),
        ("Time between two pings of the server", _seconds(PING_SECONDS)),
        ("Time to answer a ping", _seconds(PONG_SECONDS)),
        ("Size of a packet that the client sends", _bytes(LARGEST)),
        ("Sockets of one login that are open in one process", f"{SOCKETS_MOST} sockets"),
        ("Requests of one socket that wait for their turn", f"{WAITING_MOST} requests"),
        ("Bytes that a client may leave unread", _bytes(UNREAD_MOST)),
        ("Changes that a resume may bridge", f"{journal.CATCH_UP} changes"),
        ("Time for which changes are kept for a resume", _time(journal.KEPT)),
        ("Time for which a request id is remembered", _time(idempotency.KEPT)),
        *((f"Newest entries kept in the collection `{name}`", f"{most} entries")
          for name, most in journal.WINDOWS.items()),
        ("Time between two `here` or `counts` of one scope, at least", _seconds(COALESCE_SECONDS)),
        ("Time between two `health` of one stage", _seconds(HEALTH_SECONDS)),
        ("Names in a `here`, visitors and representatives each", f"{NAMES_MOST} names"),
        ("Text of a chat message", f"{LONGEST} characters"),
        ("Body of an HTTP request", _bytes(LARGEST_BODY)),
        ("File of an import", _bytes(MOST_BYTES)),
        ("Rows of an import", f"{MOST_ROWS} rows"),
        ("SDP offer", _bytes(MAX_OFFER_BYTES)),
        ("Fragment of trickle ICE", _bytes(MAX_FRAGMENT_BYTES)),
        ("Life of a sign-in link and its code", _time(LIVES["sign-in"])),
        ("Life of an invitation", _time(LIVES["invitation"])),
        ("Wait before a page offers to send another link", _seconds(AGAIN_SECONDS)),
        ("Wrong codes after which a link is void", f"{MOST_WRONG_CODES} codes"),
        ("Life of the cookie that binds a link to its browser", _time(BROWSER_COOKIE_LIVES)),
        ("Life of a login without use", _time(IDLE)),
        ("Life of a login", _time(ABSOLUTE)),
    )  # fmt: skip


def _limits() -> str:
    return _table(("Limit", "Value"), limits())


def _seconds(count: float) -> str:
    return f"{count:g} seconds"


def _bytes(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count >> 10} KiB"


def _time(lives: timedelta) -> str:
    for unit, seconds in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if lives > timedelta(seconds=seconds):
            return f"{lives // timedelta(seconds=seconds)} {unit}"
    return _seconds(lives.total_seconds())


def _permissions() -> str:
    actions = {action.name: action for row in REQUESTS.values() for action in row.actions}
    actions |= {kind.action.name: kind.action for kind in SCOPES}
    rows = ((f"`{name}`", _who(action)) for name, action in sorted(actions.items()))
    return _table(("Permission", "Who has it"), rows)


def _who(action: Action) -> str:
    """The rules of `Action`, of which any one is enough."""
    who = [*(str(role) for role in action.roles)]
    who += ["visitors of the edition"] * action.visitors
    who += ["the person it is about"] * action.own
    who += ["everyone who is signed in"] * action.everyone
    return ", ".join(who)


def _codes() -> str:
    words = merged("words/en.json")
    rows = []
    for code, status in sorted(CODES.items()):
        owner = "server" if status >= 500 else "program" if code in PROGRAMS_CODES else "person"
        text = words[f"error.{code}"]
        rows.append((f"`{code}`", str(status), owner, text if isinstance(text, str) else text["other"]))
    return _table(("Code", "HTTP status", "Owner", "What the page says"), rows)


def _scope(kind: ScopeKind) -> str:
    file = f"scopes/{file_of(kind)}.json"
    collections = ", ".join(f"`{name}`" for name in kind.state.model_fields)
    changes = ", ".join(f"`{name}`" for name in kind.changes)
    how = "`place.enter`, as a place" if kind.is_place else "`scope.follow`"
    rows = (
        ("Followed by", how),
        ("Permission", f"`{kind.action.name}`"),
        ("Collections", f"{collections} ([{file}]({file}))"),
        ("Types of change", changes),
    )
    return _table(("", ""), rows)


def file_of(kind: ScopeKind) -> str:
    """The name of a scope kind's schema in scopes/: `edition-desk` for `edition:{}/desk`."""
    return kind.pattern.replace(":{}", "").replace("/", "-")


def _requests(rows: Iterable[SocketRequest]) -> str:
    rows = tuple(rows)
    table = _table(
        ("Request", "Permission", "Rate per person", "Kind"),
        ((f"`{row.name}`", _any_of(row.actions), _rate(row.rate), row.does) for row in rows),
    )
    return table + "".join(
        _fence(f"{row.name} request", row.example) + _reply(row.name, {"ok": example_of(row.reply)}, row.reply)
        for row in rows
    )


def _routes(rows: Iterable[HttpRoute]) -> str:
    rows = tuple(rows)
    table = _table(
        ("Route", "Rate", "Status"),
        ((f"`{row.method} {row.path}`", _rate(row.rate), str(row.status)) for row in rows),
    )
    return table + "".join(_route(row) for row in rows)


def _route(row: HttpRoute) -> str:
    name = f"{row.method} {row.path}"
    asked = ""
    if row.file:
        asked = _fence(f"{name} query", row.example)
    elif row.method == "POST":
        asked = _fence(f"{name} request", row.example)
    return asked + _reply(name, example_of(row.reply), row.reply)


def _reply(name: str, shown: Mapping[str, Any], reply: type[Wire]) -> str:
    """An empty reply is not shown each time."""
    return "" if reply is Nothing else _fence(f"{name} reply", shown)


def _any_of(actions: tuple[Action, ...]) -> str:
    return " or ".join(f"`{action.name}`" for action in actions) or "see above"


def _rate(rate: str) -> str:
    return rate.replace("/", " per ")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in lines) + "\n"


def _fence(name: str, message: Mapping[str, Any]) -> str:
    return f"```json {name}\n{pretty(message)}\n```\n\n"


def pretty(value: Any, indent: int = 0) -> str:
    """JSON in lines of at most WIDTH, with as many fields or entries on each as fit."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list):
        return line
    inner = indent + 2
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {pretty(each, inner)}" for key, each in value.items()]
    else:
        items = [pretty(each, inner) for each in value]
    lines: list[str] = []
    for item in items:
        if lines and "\n" not in lines[-1] + item and inner + len(f"{lines[-1]}, {item}") <= WIDTH:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    body = ",\n".join(" " * inner + each for each in lines)
    return f"{opening}\n{body}\n{' ' * indent}{closing}"
