"""The server for assistants: questions as tools, texts as resources. Read-only, and without any state."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from functools import lru_cache
from typing import Any

import mcp_types as types
from mcp.server.caching import CacheHint
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from components.answers.answer import SHAPE
from components.answers.questions import QUESTION_OF_NAME, QUESTIONS, Question
from components.http.answer_routes import ask
from components.http.answers import TooMuch
from components.http.base_url import base_url
from components.http.kept import current
from components.http.responses import MAX_AGE
from components.mcp.arguments import as_query
from components.mcp.resources import COLUMNS_OF, MARKDOWN, READABLE, columns
from components.operators import BASE_VARIABLE
from components.package.tables import TABLE_OF_NAME
from components.params import BadParam
from components.params.schema import schemas
from components.record_name import record_name
from data import RecordUnavailable, Snapshot

log = logging.getLogger(__name__)

INSTRUCTIONS = (
    "A sourced record of China's campaign on technology companies (events since August 2020), joined with "
    "share prices by an event study. Begin with search_events, then ask event and impact by id; rank and "
    "compare_groups answer for many. Returns are fractions in structured content, percentages in text. Say "
    "what happened beside an event, never that the event did it; give the interval, how unusual the move "
    "was, the caveats and the citation with its frozen address. Nothing here is advice."
)
WRONG = "Something went wrong on our side; the log says what."
Context = ServerRequestContext[Any, Any]


def tools(snapshot: Snapshot) -> list[types.Tool]:
    """The questions as tools, with what their parameters allow; made once for a snapshot."""
    return snapshot.remember("tools", lambda: [_tool(question, snapshot) for question in QUESTIONS])


def _tool(question: Question, snapshot: Snapshot) -> types.Tool:
    return types.Tool(
        name=question.name,
        title=question.title,
        description=question.told,
        input_schema={
            "type": "object",
            "properties": schemas(question.kind, snapshot),
            "required": sorted(question.kind.NEEDED),
            "additionalProperties": False,
        },
        output_schema=SHAPE,
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


async def _list_tools(context: Context, params: Any) -> types.ListToolsResult:
    return types.ListToolsResult(tools=tools(await _snapshot()))


async def _call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
    question = QUESTION_OF_NAME.get(params.name)
    if question is None:
        raise MCPError(
            types.INVALID_PARAMS, f"There is no such tool; tools are {', '.join(QUESTION_OF_NAME)}."
        )
    try:
        found = await ask(question, as_query(params.arguments), _base(context))
    except BadParam as error:
        return _refused(str(error), parameter=error.name, allowed=error.allowed)
    except (TooMuch, RecordUnavailable) as error:
        return _refused(str(error))
    except Exception:
        log.exception("Could not answer %s", question.name)
        return _refused(WRONG)
    facts = json.loads(found.body)
    text = facts.pop("text")
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=facts)


def _refused(sentence: str, **details: str) -> types.CallToolResult:
    """An error that the assistant can mend: one sentence, and details for programs."""
    return types.CallToolResult(
        content=[types.TextContent(text=sentence)],
        structured_content={"error": sentence, **details},
        is_error=True,
    )


async def _list_resources(context: Context, params: Any) -> types.ListResourcesResult:
    return types.ListResourcesResult(
        resources=[
            types.Resource(
                uri=one.uri,
                name=one.uri.partition("://")[2],
                title=one.title,
                description=one.told,
                mime_type=MARKDOWN,
            )
            for one in READABLE
        ]
    )


async def _list_templates(context: Context, params: Any) -> types.ListResourceTemplatesResult:
    template = types.ResourceTemplate(
        uri_template=COLUMNS_OF,
        name="codebook of a table",
        title="Codebook of one table",
        description=f"What the columns of a table mean; tables are {', '.join(TABLE_OF_NAME)}.",
        mime_type=MARKDOWN,
    )
    return types.ListResourceTemplatesResult(resource_templates=[template])


async def _read(context: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    uri = str(params.uri)
    snapshot = await _snapshot()
    text = await asyncio.to_thread(_text, snapshot, uri)
    contents = types.TextResourceContents(uri=uri, mime_type=MARKDOWN, text=text)
    return types.ReadResourceResult(contents=[contents])


def _text(snapshot: Snapshot, uri: str) -> str:
    for one in READABLE:
        if uri == one.uri:
            return one.text(snapshot)
    table = uri.removeprefix(COLUMNS_OF.partition("{")[0])
    if table not in TABLE_OF_NAME:
        known = ", ".join([*(one.uri for one in READABLE), COLUMNS_OF])
        raise MCPError(types.INVALID_PARAMS, f"There is no such resource; resources are {known}.")
    return columns(snapshot, table)


async def _snapshot() -> Snapshot:
    try:
        return await current.get()
    except RecordUnavailable as error:
        raise MCPError(types.INTERNAL_ERROR, str(error)) from None


def _base(context: Context) -> str:
    """The public address: of the request, or the setting where there is none; "" leaves paths."""
    request = context.request
    return base_url(request) if request is not None else os.environ.get(BASE_VARIABLE, "").rstrip("/")


@lru_cache(maxsize=1)
def server() -> Server[Any]:
    """The one server of the process; it keeps nothing between requests."""
    logging.getLogger("mcp.server").setLevel(logging.WARNING)  # it tells of every request
    fresh = CacheHint(ttl_ms=1_000 * MAX_AGE, scope="public")
    return Server(
        "tech-crackdown-record",
        title=record_name(),
        version="1",
        instructions=INSTRUCTIONS,
        on_list_tools=_list_tools,
        on_call_tool=_call_tool,
        on_list_resources=_list_resources,
        on_list_resource_templates=_list_templates,
        on_read_resource=_read,
        cache_hints={
            "tools/list": fresh,
            "resources/list": fresh,
            "resources/templates/list": fresh,
            "resources/read": fresh,
        },
    )
