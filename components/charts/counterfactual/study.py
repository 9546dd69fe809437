"""One share beside its index model and its control portfolio, added up from the window's first day on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.counterfactual.params import Params
from components.charts.kit.one_share import ShareStudy, share_study
from components.study import run_study
from components.study.counterfactual import Counterfactual, counterfactual, paths
from components.study.spec import CONTROLS_LAST_DAY

if TYPE_CHECKING:
    from data import Snapshot

SHARE, INDEX, PORTFOLIO = "share", "index model", "control portfolio"


@dataclass(frozen=True, eq=False)
class Beside:
    """What the chart draws; returns are fractions.

    paths: index day, from the first of the window: session, share (returns added up), and for `index`
    and `controls` the expected return added up with low and high, the 95% band of the prediction;
    NaN where unknown. controls: index symbol: name, weight, moved (its return over the window), those
    with weight, the heaviest first.
    """

    share: ShareStudy
    found: Counterfactual
    paths: pd.DataFrame
    controls: pd.DataFrame


def beside(snapshot: Snapshot, params: Params) -> Beside:
    """The numbers of one chart."""
    share = share_study(snapshot, params)
    found = counterfactual(snapshot, share.spec, share.event, share.symbol)
    last = max(params.window[0], min(max(params.shown[1], params.window[1]), CONTROLS_LAST_DAY))
    days = (params.window[0], last)
    table = share.days(*days)[["session", "share"]]
    table["share"] = table["share"].cumsum(skipna=False)
    longer = replace(share.spec, window=days)
    index = run_study(snapshot, longer)
    of_index = index.paths_of(np.array([index.number_of(share.event, share.symbol)]))
    for name, path in (("index", of_index if share.modelled else None), ("controls", paths(found, days))):
        table = table.join(_expected(path, name) if path is not None else _nothing(name))
    names = snapshot.controls["name"].reindex(found.weights.index)
    controls = pd.DataFrame({"name": names, "weight": found.weights, "moved": found.moved})
    controls = controls[controls["weight"] > 0].sort_values("weight", ascending=False)
    return Beside(share, found, table, controls)


def _expected(path: pd.DataFrame, name: str) -> pd.DataFrame:
    """Expected return added up, and its band, by day."""
    path = path.set_index("day")
    expected = path["expected"].cumsum(skipna=False)
    half = path["ci_high"] - path["car"]
    return pd.DataFrame({name: expected, f"{name}_low": expected - half, f"{name}_high": expected + half})


def _nothing(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=[name, f"{name}_low", f"{name}_high"], dtype=float)


def table(one: Beside) -> pd.DataFrame:
    """One row a series and day, then one a control: the frame behind the picture.

    event_id, symbol, series, day, session, value (returns added up, fraction), low, high (95% band),
    weight (of a control).
    """
    parts = []
    for series, name in ((SHARE, "share"), (INDEX, "index"), (PORTFOLIO, "controls")):
        part = one.paths.reset_index(names="day")[["day", "session"]]
        part = part.assign(series=series, value=one.paths[name].to_numpy())
        if name != "share":
            part = part.assign(
                low=one.paths[f"{name}_low"].to_numpy(), high=one.paths[f"{name}_high"].to_numpy()
            )
        parts.append(part)
    last = one.share.spec.window[1]
    controls = one.controls.rename_axis("control").reset_index()
    sessions = one.paths["session"].reindex([last]).repeat(len(controls)).to_numpy()
    parts.append(
        pd.DataFrame(
            {
                "series": "control " + controls["control"].astype(str),
                "day": last,
                "session": sessions,
                "value": controls["moved"],
                "weight": controls["weight"],
            }
        )
    )
    out = pd.concat([part for part in parts if len(part)], ignore_index=True) if len(one.paths) else parts[0]
    out = out.assign(event_id=one.share.event, symbol=one.share.symbol)
    order = ("event_id", "symbol", "series", "day", "session", "value", "low", "high", "weight")
    return out.reindex(columns=list(order))
