"""The code cells of the notebook: for each model, the steps in pandas."""

from __future__ import annotations

from components.study.fit import PARAMETERS
from components.study.recent import DECAY, HALF
from components.worksheets import notebook_controls
from components.worksheets.pair import Pair

_LINE = {
    "market": (
        (
            "beta",
            "## The line: its slope\n\nHow much the share usually moves when the market moves by 1%.",
            (
                "s_xx = ((x - x.mean()) ** 2).sum()\ns_xy = ((x - x.mean()) * (y - "
                'y.mean())).sum()\nbeta = s_xy / s_xx\nprint(f"beta = {beta:.6f}")'
            ),
        ),
        (
            "alpha",
            "## The line: its height\n\nWhat the share does when the market stands still.",
            'alpha = y.mean() - beta * x.mean()\nprint(f"alpha = {alpha:.6f}")',
        ),
        (
            "sigma",
            "## The usual size of a surprise",
            (
                "surprise = y - alpha - beta * x\nsigma = ((surprise ** 2).sum() / (n - 2)) ** "
                '0.5\nprint(f"sigma = {sigma:.6f}")'
            ),
        ),
    ),
    "two-factor": (
        (
            "beta",
            "## Two slopes: the home market\n\n`z` is the second market’s return.",
            'z = sample["second_return"]\n\n\ndef s(a, b):\n    return ((a - a.mean()) * (b - '
            "b.mean())).sum()\n\n\ndeterminant = s(x, x) * s(z, z) - s(x, z) ** 2\nbeta = (s(x, y) * "
            's(z, z) - s(z, y) * s(x, z)) / determinant\nprint(f"beta = {beta:.6f}")',
        ),
        (
            "gamma",
            "## Two slopes: the second market",
            'gamma = (s(z, y) * s(x, x) - s(x, y) * s(x, z)) / determinant\nprint(f"gamma = {gamma:.6f}")',
        ),
        (
            "alpha",
            "## What the share does when both stand still",
            'alpha = y.mean() - beta * x.mean() - gamma * z.mean()\nprint(f"alpha = {alpha:.6f}")',
        ),
        (
            "sigma",
            "## The usual size of a surprise",
            (
                "surprise = y - alpha - beta * x - gamma * z\nsigma = ((surprise ** 2).sum() / (n - "
                '3)) ** 0.5\nprint(f"sigma = {sigma:.6f}")'
            ),
        ),
    ),
    "mean-adjusted": (
        (
            "alpha",
            "## What is expected: the mean of the sample\n\nThe market is ignored, so its slope is nought.",
            'alpha, beta = y.mean(), 0.0\nprint(f"alpha = {alpha:.6f}")',
        ),
        (
            "sigma",
            "## The usual size of a surprise",
            (
                'surprise = y - alpha\nsigma = ((surprise ** 2).sum() / (n - 1)) ** 0.5\nprint(f"sigma '
                '= {sigma:.6f}")'
            ),
        ),
    ),
    "market-adjusted": (
        (
            "sigma",
            (
                "## The usual size of a difference\n\nThe share is expected to do what its market "
                "does: nothing is estimated, alpha is nought and beta one."
            ),
            (
                "alpha, beta = 0.0, 1.0\ndifference = y - x\nsigma = (((difference - "
                'difference.mean()) ** 2).sum() / (n - 1)) ** 0.5\nprint(f"sigma = {sigma:.6f}")'
            ),
        ),
    ),
}

_PART = {
    "market": "1 / n + x.mean() ** 2 / s_xx",
    "two-factor": (
        "1 / n + (x.mean() ** 2 * s(z, z) - 2 * x.mean() * z.mean() * s(x, z) + z.mean() ** 2 * s(x, x)) "
        "/ determinant"
    ),
    "mean-adjusted": "1 / n",
}
_SLOPES = {
    "market": "beta = beta + gap * x.mean() / s_xx\n",
    "two-factor": (
        "beta = beta + gap * (s(z, z) * x.mean() - s(x, z) * z.mean()) / determinant\n"
        "gamma = gamma + gap * (s(x, x) * z.mean() - s(x, z) * x.mean()) / determinant\n"
    ),
    "mean-adjusted": "",
}
_FACTOR = {
    "market": (
        'to_x = window["market_return"].sum() - length * x.mean()\n'
        "shared = length / n - to_x * x.mean() / s_xx\n"
        "line_factor = length ** 2 / n + to_x ** 2 / s_xx"
    ),
    "two-factor": (
        'to_x = window["market_return"].sum() - length * x.mean()\n'
        'to_z = window["second_return"].sum() - length * z.mean()\n'
        "on_x = (to_x * s(z, z) - to_z * s(x, z)) / determinant\n"
        "on_z = (to_z * s(x, x) - to_x * s(x, z)) / determinant\n"
        "shared = length / n - x.mean() * on_x - z.mean() * on_z\n"
        "line_factor = length ** 2 / n + to_x * on_x + to_z * on_z"
    ),
    "mean-adjusted": "shared = length / n\nline_factor = length ** 2 / n",
    "market-adjusted": "line_factor = 0",
    "controls": notebook_controls.SPREAD,
}


def _drift_cells(pair: Pair) -> list[tuple[str, str, str]]:
    """The weight of the measured drift and the line that is left."""
    if not pair.weighs_drift:
        return []
    part = f"drift_part = {_PART[pair.spec.model]}\n"
    shown = 'print(f"alpha = {alpha:.6f}, beta = {beta:.6f}")'
    believed = "0.0" if pair.no_drift else "drift_weight * alpha"
    rest = (
        f"measured_alpha, alpha = alpha, {believed}\n"
        "gap = (measured_alpha - alpha) / drift_part\n"
        f"{_SLOPES[pair.spec.model]}{shown}"
    )
    if pair.no_drift:
        parameters = PARAMETERS[pair.spec.model]
        return [
            (
                "## No drift\n\nThe line passes through nought; what that leaves unexplained is a surprise "
                "too.",
                "",
                f"{part}squares = sigma ** 2 * (n - {parameters}) + alpha ** 2 / drift_part\n"
                f"sigma = (squares / (n - {parameters - 1})) ** 0.5\n"
                f"drift_weight = 0.0\n{rest}",
            )
        ]
    return [
        (
            "## How far the measured drift is believed\n\nOver a few months it is mostly luck. "
            "`drift_variance` says how widely the record’s shares drift a session, estimated on their "
            "ordinary days.",
            "drift_weight",
            f"drift_variance = {pair.drift_variance!r}\n{part}"
            "drift_weight = drift_variance / (drift_variance + sigma ** 2 * drift_part)\n"
            'print(f"weight = {drift_weight:.4f}")',
        ),
        ("## The line that is left\n\nHeight and slope as they are believed.", "alpha", rest),
    ]


def _noise_cells(pair: Pair) -> list[tuple[str, str, str]]:
    """The variance of a session of the window."""
    if not pair.adaptive:
        return [("## The variance of a session\n\nThat of the sample.", "", "session_variance = sigma ** 2")]
    first, last = pair.spec.recent
    return [
        (
            "## How wild the share has been of late\n\nSquared surprises of all sessions before the window, "
            f"each counting {DECAY} of the one after it; then half that and half the sample’s.",
            "recent_variance",
            f'recent = data[data["day"].between({first}, {last}) & known]\n'
            f'surprises = recent["share_return"] - ({_expected(pair, "recent")})\n'
            f'weights = {DECAY} ** ({last} - recent["day"])\n'
            "recent_variance = (weights * surprises ** 2).sum() / weights.sum()\n"
            f"session_variance = {1 - HALF} * sigma ** 2 + {HALF} * recent_variance\n"
            'print(f"standard deviation of a session = {session_variance ** 0.5:.6f}")',
        )
    ]


def _expected(pair: Pair, frame: str) -> str:
    """The line as it is believed, for the sessions of a frame of the notebook."""
    line = f'alpha + beta * {frame}["market_return"]'
    return f'{line} + gamma * {frame}["second_return"]' if pair.two_factors else line


def code_of(pair: Pair) -> list[tuple[str, str, str]]:
    """(words, key of the step whose formula goes with them, code) of each cell, in order."""
    spec, two = pair.spec, pair.two_factors
    log = spec.returns == "log"
    change = '.transform("log").diff()' if log else ".pct_change(fill_method=None)"
    held = pair.portfolio
    series = {
        "share_return": "adj_close",
        **({} if held else {"market_return": "benchmark"}),
        **({"second_return": "second"} if two else {}),
        **({name: symbol for symbol, name in notebook_controls.levels(held).items()} if held else {}),
    }
    returns = "\n".join(f'data["{name}"] = data["{source}"]{change}' for name, source in series.items())
    known = ", ".join(f'"{name}"' for name in series)
    first, last = pair.estimation_days
    named = "controls = list(data.columns[data.columns.str.endswith(' return')])\n" if held else ""
    solving = "from scipy.linalg import solve\n\n" if held else ""
    market = "" if held else ', sample["market_return"]'
    raw = '.transform("log").diff().iloc[-1]' if log else ".pct_change().iloc[-1]"
    return [
        (
            "The text above becomes a table; a missing close stays missing.",
            "",
            'rows = [line.split(",") for line in CLOSES.splitlines()]\ndata = pd.DataFrame(rows[1:], '
            'columns=rows[0])\nsession = pd.to_datetime(data.pop("session"))\ndata = '
            'data.apply(pd.to_numeric, errors="coerce").assign(session=session)\ndata.tail()',
        ),
        (
            "## Returns\n\nWhat each session brought: "
            + (
                "the logarithm of a close over the one before."
                if log
                else "a close over the one before, less 1."
            )
            + " A missing close leaves two returns unknown, never one of two sessions in disguise.",
            "",
            f"{returns}\ndata.tail()",
        ),
        (
            f"## The sample\n\nSessions {first} to {last} whose returns are known and that are not left out.",
            "",
            f'{named}in_window = data["day"].between({first}, {last})\nknown = '
            f'data[[{known}]].notna().all(axis=1)\nsample = data[in_window & known & (data["left_out"] '
            f'== 0)]\ny, {"" if held else "x, "}n = sample["share_return"]{market}, '
            'len(sample)\nprint(f"{n} sessions")',
        ),
        *(
            notebook_controls.fitting_cells(pair, held)
            if held
            else ((words, key, code) for key, words, code in _LINE[spec.model])
        ),
        *_drift_cells(pair),
        (
            "## The event window\n\nWhat was expected, and what is left: the abnormal return.",
            "ar",
            f'window = data[data["day"].between({spec.window[0]}, '
            f'{spec.window[1]})].copy()\nwindow["expected"] = {_expected(pair, "window")}\n'
            'window["abnormal"] = '
            'window["share_return"] - window["expected"]\nwindow["sum so far"] = '
            'window["abnormal"].cumsum()\nwindow[["day", "session", "share_return", "market_return", '
            '"expected", "abnormal", "sum so far"]]',
        ),
        (
            "## The sum\n\nThe abnormal returns added up, and beside it the plain return over the window.",
            "car",
            (
                f'car = window["abnormal"].sum()\nends = data[data["day"].isin([{spec.window[0] - 1}, '
                f'{spec.window[1]}])]\nraw_return = ends["adj_close"]{raw}\nprint(f"CAR = {{car:.6f}}, '
                'return = {raw_return:.6f}")'
            ),
        ),
        *_noise_cells(pair),
        (
            "## How far such a sum strays by chance\n\nThe standard error counts the share’s own noise"
            + ("." if spec.model == "market-adjusted" else ", and that the estimates are only estimates."),
            "se",
            f"{solving}length = len(window)\n{_FACTOR[spec.model]}\n"
            + (
                "line_factor = line_factor - (1 - drift_weight) * shared ** 2 / drift_part\n"
                if pair.weighs_drift
                else ""
            )
            + "se = (length * session_variance + sigma ** 2 * line_factor) ** 0.5\n"
            'print(f"standard error = {se:.6f}")',
        ),
        (
            "## The sum in such units\n\nBeyond about 2 either way, chance alone seldom goes.",
            "t",
            't = car / se\nprint(f"t = {t:.4f}")',
        ),
    ]
