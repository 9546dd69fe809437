"""Streamlit must not ask the Internet who it is.

At its start and at WebSockets of unknown origin, Streamlit asks an outside address for this machine's
own, and waits for the answer. It asks only once: what it would have learnt is written where it keeps
it. Touches `streamlit.net_util._external_ip` and `_internal_ip`, private parts of Streamlit 1.67;
`tests/http/test_no_call_home.py` holds that they still work.
"""

from __future__ import annotations

from streamlit import net_util


def never_ask() -> None:
    """From now on Streamlit takes loopback for its own address and asks nobody."""
    net_util._external_ip = net_util._internal_ip = "127.0.0.1"
