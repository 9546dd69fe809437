"""What the printed sheet gives: closes around the event, the portfolio's weights, and sums."""

from __future__ import annotations

from html import escape

from components.language import percent
from components.study.recent import DECAY
from components.study.spec import CONTROLS
from components.worksheets.arithmetic import worked
from components.worksheets.pair import Pair
from components.worksheets.paper import a_return, iso, maths, printed, signed, table
from components.worksheets.portfolio import Portfolio

_MOST_DAYS = 6
"""Longest event window whose sessions fit beside each other on the paper."""


def given(pair: Pair) -> str:
    """The closes around the event, and the sums that nobody adds up on paper."""
    got, two, model = worked(pair), pair.two_factors, pair.spec.model
    around = pair.sessions[pair.sessions["day"].between(pair.spec.window[0] - 1, pair.spec.window[1])]
    indices = {} if pair.portfolio else {"level": pair.benchmark}
    indices |= {"level_2": pair.second} if pair.second else {}
    head = ["Day", "Session", f"Close ({pair.currency})", "Adjusted close", *indices.values()]
    fields = ["day", "session", "close", "adjusted", *indices]
    forms = [signed, iso, "{:,.3f}".format, "{:,.4f}".format, *("{:,.2f}".format for _ in indices)]
    closes = table(
        head,
        [
            [form(row[field]) for form, field in zip(forms, fields, strict=True)]
            for row in around.to_dict("records")
        ],
    )
    kind = "share less market" if model == "market-adjusted" else "share"
    sums = [
        ("n", f"{got['n']:.0f}"),
        (rf"\bar {'D' if model == 'market-adjusted' else 'R'}", f"{got['mean_y']:.8f}"),
    ]
    if pair.portfolio:
        sums = sums[:1]
    if model in ("market", "two-factor"):
        sums += [
            (r"\bar R_m", f"{got['mean_x']:.8f}"),
            ("S_{xx}", f"{got['s_xx']:.8f}"),
            ("S_{xy}", f"{got['s_xy']:.8f}"),
        ]
    if two:
        sums += [
            (r"\bar R_z", f"{got['mean_z']:.8f}"),
            ("S_{zz}", f"{got['s_zz']:.8f}"),
            ("S_{xz}", f"{got['s_xz']:.8f}"),
            ("S_{zy}", f"{got['s_zy']:.8f}"),
        ]
    sums += [
        (
            r"\mathrm{SSR}"
            if model in ("market", "two-factor", CONTROLS)
            else r"\sum (D_s - \bar D)^2"
            if model == "market-adjusted"
            else r"\sum (R_s - \bar R)^2",
            f"{got['measured_ssr']:.8f}",
        ),
    ]
    if pair.weighs_drift and not pair.no_drift:
        sums.append((r"\tau^2", f"{pair.drift_variance:.10f}"))
    if pair.adaptive:
        sums += [
            (rf"\sum_j {DECAY}^j e_{{-j}}^2", f"{got['recent_sum']:.8f}"),
            (rf"\sum_j {DECAY}^j", f"{got['recent_weights']:.6f}"),
        ]
    if pair.portfolio:
        sums.append(("u", f"{got['line_factor']:.6f}"))
    sums += [
        ("t^{*}", f"{got['quantile']:.4f}"),
    ]
    meaning = (
        "x is the market’s return, y the share’s"
        + (", z the second market’s" if two else "")
        + "; S are sums of products of their distances from their means. SSR: squared surprises added up. "
    )
    if pair.portfolio:
        meaning = (
            "SSR: squared distances of the share from the portfolio, added up. u: what the weights’ own "
            "uncertainty adds, from a table that a computer has inverted. "
        )
    given = "".join(f"<span>{maths(name)}<b>{printed(value)}</b></span>" for name, value in sums)
    return (
        '<section><h2>What is given</h2><p class="small">Returns are made of adjusted closes, into '
        f'which dividends and splits are worked.</p><div class="wide">{closes}</div>'
        f"{_portfolio(pair, pair.portfolio) if pair.portfolio else ''}"
        f'<p class="small">Sums over the sample (return of the {kind}; the sessions stand on the last '
        f"pages). {meaning if model in ('market', 'two-factor', CONTROLS) else ''}"
        f"t* is Student’s t for {got['df']:.0f} degrees of freedom, beyond which chance goes in "
        f"{percent(1 - pair.spec.confidence, 3).replace('.000', '')} of cases.</p>"
        f'<div class="given">{given}</div></section>'
    )


def _portfolio(pair: Pair, held: Portfolio) -> str:
    """The weights, and what each control with weight returned in the event window."""
    inside = pair.sessions["day"].between(*pair.spec.window).to_numpy()
    weights, returns = held.controls["weight"], held.returns.loc[inside, held.held]
    rest = len(held.controls) - len(held.held)
    words = (
        "The portfolio: its shares with their weights, as the study found them on the sample, and their "
        "returns as known at each close of this share’s market."
        + (f" {rest} more were offered and got no weight." if rest else "")
    )
    days = list(map(signed, pair.window["day"]))
    rows: list[list[str | None]]
    if len(days) <= _MOST_DAYS:
        rows = [
            [name, held.controls.at[name, "name"], f"{weights[name]:.4f}", *map(a_return, returns[name])]
            for name in held.held
        ]
        width = "tight"
        shown = table(["Share", "Name", "Weight", *(f"Day {day}" for day in days)], rows)
    else:
        words += " " + "; ".join(f"{name}: {held.controls.at[name, 'name']}" for name in held.held) + "."
        rows = [["Weight", *(f"{weights[name]:.4f}" for name in held.held)]]
        for day, values in zip(days, returns.to_numpy(float), strict=True):
            rows.append([day, *map(a_return, values)])
        width = "tighter"
        shown = table(["Day", *held.held], rows)
    return f'<p class="small">{escape(words)}</p><div class="wide {width}">{shown}</div>'
