"""`python -m components.mcp`: the record for an assistant on this machine, over standard input and output."""

from __future__ import annotations

import asyncio
import logging
import sys

from mcp.server.stdio import stdio_server

from components.mcp.protocol import server


async def serve() -> None:
    """Answers until the assistant closes the input. A record that cannot be read is told when it is asked."""
    one = server()
    async with stdio_server() as (read, write):
        await one.run(read, write, one.create_initialization_options())


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    asyncio.run(serve())
