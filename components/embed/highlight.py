"""Companies and events that a publisher lets stand out: everything else of their kind is drawn faintly."""

from __future__ import annotations

from typing import Any

from components.embed.pointed import Pointed
from components.params import BadParam

FAINT = 0.22
"""Opacity of what does not stand out."""


def highlighted(figure: dict[str, Any], pointed: Pointed) -> dict[str, Any]:
    """The figure (plain JSON data) with the others faint.

    Points carry as `customdata` their event's id and, where the chart has them, the share's symbol and the
    other events of the same move; lines of a company carry its name. Raises `BadParam` where nothing of the
    chart stands out.
    """
    if not (pointed.events or pointed.companies):
        return figure
    found = [_faint(trace, pointed) for trace in figure["data"]]
    if not any(shown for _, shown in found):
        if pointed.lenient:
            return figure
        names = ", ".join((*(name for name, _ in pointed.companies), *sorted(pointed.events)))
        raise BadParam("highlight", names, "the chart shows nothing of it")
    layout = figure["layout"]
    annotations = [_faint_words(one, pointed, figure["data"]) for one in layout.get("annotations", ())]
    return {"data": [trace for trace, _ in found], "layout": {**layout, "annotations": annotations}}


def _faint(trace: dict[str, Any], pointed: Pointed) -> tuple[dict[str, Any], bool]:
    """The trace, and whether something of it stands out."""
    carried = trace.get("customdata")
    if isinstance(carried, list) and carried and isinstance(carried[0], list):
        return _faint_points(trace, carried, pointed)
    if pointed.companies and (trace.get("meta") or trace.get("mode") == "lines"):
        shown = _of_company(trace, pointed)
        return (trace, True) if shown else ({**trace, "opacity": FAINT}, False)
    return trace, False


def _faint_points(
    trace: dict[str, Any], carried: list[list[Any]], pointed: Pointed
) -> tuple[dict[str, Any], bool]:
    symbols = {symbol for _, own in pointed.companies for symbol in own}
    with_shares = all(len(one) > 1 for one in carried)
    if not pointed.events and not with_shares:
        return trace, False  # events alone: no company among them
    stands = [
        (not pointed.events or not pointed.events.isdisjoint((one[0], *one[2:])))
        and (not symbols or not with_shares or one[1] in symbols)
        for one in carried
    ]
    if trace.get("mode") == "lines":
        return (trace, True) if any(stands) else ({**trace, "opacity": FAINT}, False)
    opacity = [1.0 if one else FAINT for one in stands]
    return {**trace, "marker": {**trace.get("marker", {}), "opacity": opacity}}, any(stands)


def _of_company(trace: dict[str, Any], pointed: Pointed) -> bool:
    name = str(trace.get("name", ""))
    return any(
        trace.get("meta") in symbols or name == company or name.startswith((f"{company} ", f"{company},"))
        for company, symbols in pointed.companies
    )


def _faint_words(
    annotation: dict[str, Any], pointed: Pointed, traces: list[dict[str, Any]]
) -> dict[str, Any]:
    """The name at the end of a faint line is faint too."""
    text = str(annotation.get("text", ""))
    lines = [trace for trace in traces if trace.get("meta") and trace.get("mode") == "lines"]
    names = [str(trace.get("name")) for trace in lines if not _of_company(trace, pointed)]
    if pointed.companies and any(text.startswith(f"<b>{name}</b>") for name in names):
        return {**annotation, "opacity": 2 * FAINT}
    return annotation
