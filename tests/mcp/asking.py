"""One call by the protocol's official client, whatever the transport."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from mcp import Client
from mcp.shared.exceptions import MCPError

Result = TypeVar("Result")


def with_client(where: Any, ask: Callable[[Client], Awaitable[Result]], mode: str = "auto") -> Result:
    """What `ask` makes of a client that is connected to `where`: an address, a transport or a server."""

    async def run() -> Result | MCPError:
        async with Client(where, mode=mode) as client:
            try:
                return await ask(client)
            except MCPError as error:  # raised here, the client's tasks would wrap it
                return error

    found = asyncio.run(run())
    if isinstance(found, MCPError):
        raise found
    return found


def wire_size(result: Any) -> int:
    """Bytes of a result as it is sent."""
    return len(result.model_dump_json(by_alias=True, exclude_none=True).encode())
