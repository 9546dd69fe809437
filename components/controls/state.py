"""The view: which event, filters, period and method the reader has chosen.

It lives in the address, so that a copied link reopens it, and in the session, so that it survives a change
of page: each page has a class of its own (`views`), and what all of them ask (`View`) goes with the reader.
Widgets are never the view's owner: they show a field of it, and tell it when they move.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from components.controls.late_address import by_history, comes_late, pass_on
from components.controls.plain_text import plain
from components.controls.views import View
from data import Snapshot

_SHARED, _HERE, _WRITTEN, _PAGE = "_view_shared", "_view_here", "_view_written", "_view_page"
_MOVED = "_view_moved"

Page = TypeVar("Page", bound=View)


def current_view(snapshot: Snapshot, page: str, kind: type[Page], *, event: str | None = None) -> Page:
    """The view of this run; call it once, first thing on a page, with the page's own class.

    The address wins when it is not the one that we wrote (a link, a reload, the back button);
    otherwise the session does, and so it does after a widget's move, for an address that comes late and for
    the bare one of the menu. Names that are no parameter are left alone. `event` is chosen when none is.
    """
    state, names = st.session_state, kind.names()
    given = {name: st.query_params.get_all(name) for name in st.query_params if name in names}
    arrived, moved = state.get(_PAGE) != page, state.pop(_MOVED, False)
    state[_PAGE] = page
    written = state.get(_WRITTEN)
    late = moved or comes_late(given)
    followed = given == written or (late and not arrived) or not (given or (by_history() and not arrived))
    if _SHARED not in state or not followed:
        view, problems = kind.parse_leniently(given, snapshot)
    else:
        view, problems = kind.taking(state.get(_own(page), kind()), state[_SHARED]).repaired(snapshot)
    if event and view.event is None:
        view = view.replace(event=event)
    _keep(view)
    _write(given, view)
    for trouble in problems:
        done = "It was put right." if trouble.instead else "The rest of the page is shown without it."
        st.warning(f"{plain(str(trouble))} {done}", icon=":material/link_off:")
    return view


def _own(page: str) -> str:
    return f"{_HERE}_{page}"


def _keep(view: View) -> None:
    """Remember the view for this page, and what it shares for the others."""
    state = st.session_state
    state[_own(state[_PAGE])] = view
    state[_SHARED] = View.taking(state.get(_SHARED, View()), view)


def _write(given: dict[str, list[str]], view: View) -> None:
    """Make the address say what the view says.

    All at once: what one press changed is one step for the browser's back button.
    """
    wanted = {name: [value] for name, value in view.query().items()}
    pass_on(given, st.session_state.get(_WRITTEN), to=wanted)
    st.session_state[_WRITTEN] = wanted
    if wanted != given:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in given}
        st.query_params.from_dict(others | wanted)


def open_view() -> Any:
    """The view of the page that is open, of that page's own class; for callbacks."""
    return st.session_state[_own(st.session_state[_PAGE])]


def update_view(**changes: Any) -> None:
    """Move the view of the page that is open; for callbacks, which run before the page does."""
    st.session_state[_MOVED] = True
    _keep(open_view().replace(**changes))


def reset_view(*keep: str) -> None:
    """All parameters of the page back to their defaults, but for the fields named (where it has them)."""
    view = open_view()
    st.session_state[_MOVED] = True
    _keep(type(view)(**{name: getattr(view, name) for name in keep if hasattr(view, name)}))


def bound(field: str, value: Any, *, read: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """Keyword arguments that tie a widget to a field of the view.

    The widget shows `value` (what the view says); when it moves, the view takes
    `read(what the widget holds)`, lists as tuples.
    """
    key = f"view_{field}"
    st.session_state[key] = value
    return {"key": key, "on_change": _moved, "args": (field, key, read)}


def _moved(field: str, key: str, read: Callable[[Any], Any]) -> None:
    value = st.session_state[key]
    update_view(**{field: read(tuple(value) if isinstance(value, list) else value)})
