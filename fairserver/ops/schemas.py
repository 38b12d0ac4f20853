"""Writes schemas/ from the code: JSON Schema for each message, OpenAPI 3.1 for HTTP, AsyncAPI 3.0 for the socket."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from fairserver.base.errors import CODES
from fairserver.base.settings import SCHEMAS
from fairserver.ops import protocol_readme
from fairserver.ops.protocol_readme import example_of, file_of
from fairserver.ops.subjects import REQUESTS, ROUTES, SCOPES, TOLD
from fairserver.realtime.context import SocketRequest
from fairserver.web.http_routes import HttpRoute
from fairserver.web.request_body import FILE

VERSION = "1"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["code", "details", "log"],
    "properties": {
        "code": {"enum": sorted(CODES)},
        "details": {"type": "object"},
        "log": {"type": "string"},
    },
}


def documents() -> dict[str, dict[str, Any]]:
    """The content of every file of schemas/, by its path there."""
    files: dict[str, dict[str, Any]] = {"openapi.json": _openapi(), "asyncapi.json": _asyncapi()}
    for row in REQUESTS.values():
        files[f"events/{row.name}.json"] = _event(row)
    for name, model in TOLD.items():
        files[f"told/{name}.json"] = _schema(model)
    for scope in SCOPES:
        files[f"scopes/{file_of(scope)}.json"] = _schema(scope.state) | {
            "x-scope": scope.pattern,
            "x-changes": sorted(scope.changes),
        }
    return files


def write() -> list[Path]:
    """Write every file of schemas/, remove those that are none, and fill the generated parts of its README."""
    written = [protocol_readme.README]
    protocol_readme.README.write_text(protocol_readme.filled(protocol_readme.README.read_text("utf-8")), "utf-8")
    for name, document in documents().items():
        path = SCHEMAS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(document), "utf-8")
        written.append(path)
    for stale in set(SCHEMAS.rglob("*.json")) - set(written):
        stale.unlink()
    return written


def dump(document: dict[str, Any]) -> str:
    """The document as text that a diff shows well: indented, keys in order."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _schema(model: type[BaseModel], mode: Any = "serialization") -> dict[str, Any]:
    return model.model_json_schema(mode=mode)


def _event(row: SocketRequest) -> dict[str, Any]:
    return {
        "title": row.name,
        "request": _schema(row.request, "validation"),
        "reply": _schema(row.reply),
        "examples": [row.example],
        "x-rate": row.rate,
        "x-permission": sorted(action.name for action in row.actions),
    }


def _components(models: Iterable[tuple[type[BaseModel], Any]]) -> tuple[dict[Any, Any], dict[str, Any]]:
    refs, definitions = models_json_schema(sorted(set(models), key=lambda pair: (pair[0].__name__, pair[1])),
                                           ref_template="#/components/schemas/{model}")  # fmt: skip
    return refs, definitions.get("$defs", {})


def _openapi() -> dict[str, Any]:
    asked = [(row.request, "validation") for row in ROUTES if not row.file]
    refs, definitions = _components([*asked, *((row.reply, "serialization") for row in ROUTES)])
    paths: dict[str, Any] = {}
    for row in ROUTES:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "fairserver", "version": VERSION},
        "paths": paths,
        "components": {"schemas": definitions | {"Problem": PROBLEM}},
    }


def _operation(row: HttpRoute, refs: dict[Any, Any]) -> dict[str, Any]:
    def content(schema: Any, **more: Any) -> dict[str, Any]:
        return {"application/json": {"schema": schema, **more}}

    problem = {"type": "object", "properties": {"error": {"$ref": "#/components/schemas/Problem"}}}
    operation: dict[str, Any] = {
        "operationId": f"{row.method.lower()}{row.path.replace('/api', '').replace('/', '-')}",
        "responses": {
            str(row.status): {"description": "done", "content": content(refs[(row.reply, "serialization")])},
            "default": {"description": "refused", "content": content(problem)},
        },
        "x-rate": row.rate,
    }
    if row.file:
        schema = _schema(row.request, "validation")
        operation["parameters"] = [
            {"in": "query", "name": name, "required": name in schema["required"], "schema": schema["properties"][name],
             "example": row.example[name]}
            for name in row.example
        ]  # fmt: skip
        octets = {"schema": {"type": "string", "contentEncoding": "binary", "maxLength": row.largest}}
        operation["requestBody"] = {"required": True, "content": {FILE: octets}}
    elif row.method == "POST":
        asked = content(refs[(row.request, "validation")], example=row.example)
        operation["requestBody"] = {"required": True, "content": asked}
    return operation


def _asyncapi() -> dict[str, Any]:
    asked = [pair for row in REQUESTS.values() for pair in ((row.request, "validation"), (row.reply, "serialization"))]
    refs, definitions = _components([*asked, *((model, "serialization") for model in TOLD.values())])
    messages: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    channel = {"$ref": "#/channels/socket"}
    for row in REQUESTS.values():
        messages[row.name] = {
            "payload": refs[(row.request, "validation")],
            "examples": [{"payload": row.example}],
        }
        messages[f"{row.name}.reply"] = {
            "payload": refs[(row.reply, "serialization")],
            "examples": [{"payload": example_of(row.reply)}],
        }
        operations[row.name] = {
            "action": "receive",
            "channel": channel,
            "messages": [{"$ref": f"#/channels/socket/messages/{row.name}"}],
            "reply": {
                "channel": channel,
                "messages": [{"$ref": f"#/channels/socket/messages/{row.name}.reply"}],
            },
        }
    for name, model in TOLD.items():
        messages[name] = {"payload": refs[(model, "serialization")], "examples": [{"payload": example_of(model)}]}
        operations[name] = {
            "action": "send",
            "channel": channel,
            "messages": [{"$ref": f"#/channels/socket/messages/{name}"}],
        }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "fairserver socket", "version": VERSION},
        "channels": {"socket": {"address": "/socket.io", "messages": messages}},
        "operations": operations,
        "components": {"schemas": definitions},
    }
