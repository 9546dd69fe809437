"""A share beside what stands for it, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.charts.chart import Source
from components.charts.counterfactual.study import Beside
from components.language import counted, day, listed, percent, relative_day
from components.study.counterfactual import BEFORE
from components.study.spec import CONTROLS_LAST_DAY
from components.study.status import MEANING, TOO_FAR, USED
from components.study.words import usual_phrase

IN_INDEX = ("Alibaba", "Tencent", "Meituan")
IN_THE_INDEX = (
    "The Hang Seng Index holds these shares: Tencent as its heaviest, Alibaba since September 2020 with a "
    "weight then capped at 5%, Meituan since December 2020 with 5%. A part of what they do is so counted as "
    "the market’s."
)
INDEX_SOURCES = (
    Source(
        "Nikkei Asia",
        "https://asia.nikkei.com/Business/Markets/Alibaba-leads-Hang-Seng-Index-tilt-toward-technology-stocks",
    ),
    Source(
        "South China Morning Post",
        "https://www.scmp.com/business/markets/article/3109805/"
        "budweiser-anta-sports-and-food-delivery-giant-meituan-get-green",
    ),
)
"""Who says how much of the index the three companies were when they joined it."""
NAMED = 4


def title(one: Beside) -> str:
    """`Tencent in Hong Kong −17.8% in 3 sessions, −5.1% beyond the …, −13.8% beyond shares outside tech`."""
    pair, found = one.share.pair, one.found
    lead = f"{one.share.title}: {one.share.name}"
    if pd.isna(pair["raw_return"]):
        return f"{lead} has no return in these sessions"
    first, last = one.share.spec.window
    said = [f"{lead} {_signed(pair['raw_return'])} in {counted(last - first + 1, 'session')}"]
    if one.share.used:
        said.append(f"{_signed(pair['car'])} beyond {one.share.index}")
    if found.status == USED:
        said.append(f"{_signed(found.pair['car'])} beyond shares outside tech")
    return ", ".join(said)


def subtitle(one: Beside) -> str:
    n, r2 = int(one.found.pair["n_estimation"]), one.found.r2
    fit = (
        f" The portfolio was fitted on {counted(n, 'session')} before day −10: R² {percent(r2, 0)} there, "
        f"{percent(one.found.ordinary_r2, 0)} on ordinary sessions that it had not seen."
        if pd.notna(r2)
        else ""
    )
    return (
        f"Daily returns added up from day {relative_day(one.share.spec.window[0])}, and what was expected of "
        f"them; bands: 95%.{fit}"
    )


def alt(one: Beside) -> str:
    lead = (
        f"Three lines around “{one.share.title}” ({one.share.name}): the share’s returns added up, those "
        f"expected by its line with {one.share.index}, and those of a portfolio of shares outside tech."
    )
    known = one.paths.dropna(subset=["share"])
    if known.empty:
        return f"{lead} There are no returns to show."
    text = []
    for place in dict.fromkeys((one.share.spec.window[1], int(known.index[-1]))):
        if place in known.index:
            row = known.loc[place]
            text.append(
                f"By day {relative_day(place)}, {day(row['session'])}: share {_signed(row['share'])}, index "
                f"model {_with_band(row, 'index')}, portfolio {_with_band(row, 'controls')}."
            )
    return " ".join(
        [
            lead,
            *text,
            *([f"Weights and moves: {_portfolio(one, len(one.controls))}."] if len(one.controls) else []),
        ]
    )


def _with_band(row: Mapping[str, Any], name: str) -> str:
    if pd.isna(row[name]):
        return "unknown"
    return f"{_signed(row[name])} ({_signed(row[f'{name}_low'])} to {_signed(row[f'{name}_high'])})"


def _portfolio(one: Beside, most: int) -> str:
    return listed(
        f"{row.name_} {weight_words(row.weight)} ({_signed(row.moved)})"
        for row in one.controls.rename(columns={"name": "name_"}).head(most).itertuples()
    )


def notes(one: Beside, in_index: bool) -> tuple[str, ...]:
    """What the portfolio is, how far it can be trusted, and what speaks against it."""
    found = one.found
    out = [IN_THE_INDEX] if in_index else []
    if not len(one.controls):
        return (*out, MEANING[found.status]) if found.status != USED else tuple(out)
    rest = len(one.controls) - NAMED
    more = f" and {rest} more" if rest > 0 else ""
    out.append(
        f"Weights (and what each did in the window): {_portfolio(one, NAMED)}{more}; together "
        f"{percent(found.weights.sum(), 0)}."
    )
    if found.status != USED:
        out.append(MEANING[found.status])
    else:
        out.append(trust(one))
    moved = found.moved.dropna()
    if len(moved):
        out.append(
            f"All {len(moved)} controls in the window: from {_signed(moved.min())} to "
            f"{_signed(moved.max())}, in the middle {_signed(moved.median())}. Where they moved "
            "with the share on the same news, the distance is too small."
        )
    if found.status == USED:
        out.append(stretch(one))
    if found.status != TOO_FAR:
        out.append(
            f"Drawn to day {relative_day(CONTROLS_LAST_DAY)} at most: weights that are fixed before the "
            "event say less with every session."
        )
    return tuple(out)


def stretch(one: Beside) -> str:
    """How far share and portfolio drew apart before the event, and a warning where that is no small way."""
    found = one.found
    text = (
        f"Over sessions {relative_day(BEFORE[0])} to {relative_day(BEFORE[1])}, which the weights have seen "
        f"and where the distance should be near zero, the share was {_signed(found.before)} beside its "
        "portfolio"
    )
    usual = found.pair["sigma"] * math.sqrt(BEFORE[1] - BEFORE[0] + 1)
    if abs(found.before) < usual:
        return f"{text}, within the usual {percent(usual, 1)} either way."
    return (
        f"{text}, more than the usual {percent(usual, 1)} either way: it had left the portfolio before the "
        "event, and a part of what follows may go on from there."
    )


def trust(one: Beside) -> str:
    """The two placebos in one sentence."""
    pair, found = one.found.pair, one.found
    time = usual_phrase(pair["placebo_share"], pair["car"], one.share.spec.length, pair["placebo_n"])
    return (
        f"Beyond the portfolio: {_signed(pair['car'])} (95%: {_signed(pair['ci_low'])} to "
        f"{_signed(pair['ci_high'])}); {time}. With "
        f"{counted(found.space_n - 1, 'control')} put one by one in the share’s place, its move ranks "
        f"{found.space_rank} of {found.space_n} by size against noise."
    )


def _signed(value: float) -> str:
    return percent(value, signed=True)


def weight_words(weight: float) -> str:
    """A control's share of the portfolio; a small one is not nothing."""
    return "under 1%" if 0 < weight < 0.005 else percent(weight, 0)
