"""The record for assistants, by the Model Context Protocol: the answers of `/data/answers` as tools.

`arguments`: from what an assistant sends to a query; `resources`: what can be read as a whole;
`protocol`: the server; `route`: `/mcp` of the app; `python -m components.mcp`: over stdio.
The protocol's library is heavy, so that only `protocol` imports it, when the first assistant asks.
"""
