"""A part of a page is drawn when its reader comes near it, or rests: most ask for something else before.

Below the heading of such a part stands a place of its height with a button. A component of a few lines tells
when the place is in sight, the button is reached by keyboard, or nothing was asked for a while (so that what
is searched for in the page, read aloud or printed is whole); the part is then drawn for the filters of that
moment. After other filters it waits again. A browser that keeps no cookie (see `viewport`) gets every part at
once, and so does whoever runs a page without a browser.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.controls.viewport import screen_before

REST = 3_000
"""Milliseconds without a question after which the rest of a page is drawn."""

_WATCH = f"""
export default function ({{ data, parentElement, setTriggerValue }}) {{
  // Streamlit calls this again whenever `data` changes, and the function returned only at the end.
  parentElement.stop?.();
  const place = parentElement.querySelector(".later-part"), button = parentElement.querySelector("button");
  place.style.minHeight = `${{data.height}}px`;
  button.textContent = data.words;
  const idle = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  // A page that is being drawn is not asked again, and of several parts that ask at once one may go unheard:
  // each asks until its place is gone, more and more rarely.
  let pause = 500;
  const ask = () => {{
    stop();
    const free = idle();
    if (free) setTriggerValue("reached", true);
    timer = setTimeout(ask, free ? (pause *= 2) : 100);
  }};
  const rested = () => {{
    if (idle() && !document.hidden) ask();
    else timer = setTimeout(rested, {REST});
  }};
  const sight = new IntersectionObserver(
    (seen) => {{ if (seen.some((one) => one.isIntersecting)) ask(); }},
    {{ root: document.querySelector("[data-testid=stMain]"), rootMargin: "240px 0px" }},
  );
  let timer = setTimeout(rested, {REST});
  const stop = () => {{ sight.disconnect(); clearTimeout(timer); }};
  sight.observe(place);
  button.onfocus = button.onclick = ask;
  return (parentElement.stop = stop);
}}
"""
_PLACE = '<div class="later-part"><button type="button"></button></div>'
_LOOK = """
.later-part { display: grid; place-items: center; border: 1px dashed var(--st-border-color); }
.later-part button { border: 0; padding: .6rem 1rem; min-height: 2.2rem; background: none; cursor: pointer;
  font: inherit; color: var(--st-text-color); text-decoration: underline; }
"""
_component = st.components.v2.component("later_part", html=_PLACE, css=_LOOK, js=_WATCH)
_KEPT = "_reached"


def reached(part: str, question: str, *, height: int, words: str) -> bool:
    """Whether to draw a part of the page now; if not, its place is kept.

    part: a name of its own, in the whole app. question: what the controls above the part ask; when it
    changes, the part waits again. height: pixels of the place. words: on the button, which says what would
    be drawn.
    """
    if screen_before() is None or st.session_state.get(_KEPT, {}).get(part) == question:
        return True
    _component(
        key=f"reached-{part}",
        data={"question": question, "height": height, "words": words},
        on_reached_change=partial(_arrived, part, question),
        height="content",
    )
    return False


def _arrived(part: str, question: str) -> None:
    st.session_state[_KEPT] = st.session_state.get(_KEPT, {}) | {part: question}
