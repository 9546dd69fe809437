"""The pair as a Jupyter notebook that works every number out with pandas; with SciPy too, if with weights."""

from __future__ import annotations

import html
import re

from components.downloads.notebook_file import code_cell, markdown_cell, notebook_bytes
from components.study.model_words import MODEL_WORDS
from components.worksheets.notebook_code import code_of
from components.worksheets.pair import STUDY_NUMBERS, Pair
from components.worksheets.step import Step
from components.worksheets.steps import steps
from components.worksheets.words import CAUTION, LEFT_OUT, returns_words


def notebook(pair: Pair) -> bytes:
    """An .ipynb file (nbformat 4.5): the closes inside it, one code cell a step, no other file.

    The study's own numbers stand in the last code cell, which compares. Bytes depend on the pair
    only.
    """
    by_key = {step.key: step for step in steps(pair)}
    cells = [
        markdown_cell(_title(pair)),
        markdown_cell(
            "## The closes\n\nOne row a session, from the close before the estimation window to the "
            "end of the event window. `day` counts sessions from day 0; `adj_close` has dividends and "
            f"splits worked in; {_LEVELS[bool(pair.portfolio)]}; `left_out` is 1 near another event on the "
            "company."
        ),
        code_cell(f'import pandas as pd\n\nCLOSES = """\\\n{_closes(pair)}"""'),
    ]
    for words, key, code in code_of(pair):
        cells.append(markdown_cell(words + _formula(by_key.get(key))))
        cells.append(code_cell(code))
    cells.append(markdown_cell("## Check\n\nThe study’s own numbers, as at `/data/impacts`, beside these."))
    cells.append(code_cell(_check(pair)))
    cells.append(
        markdown_cell(
            f"{CAUTION}\n\nData version {pair.version}, prices through {pair.through:%Y-%m-%d}. "
            "Event table CC BY 4.0."
        )
    )
    return notebook_bytes(cells)


_LEVELS = {
    False: "`benchmark` is the market’s level as known at that close",
    True: "a column named after a share outside tech holds its close, as last known at that close, worked "
    "the same way",
}


def _title(pair: Pair) -> str:
    spec = pair.spec
    rows = {
        "Share": pair.share,
        "Day 0": f"{pair.day0:%Y-%m-%d}",
        "Event window": f"days {spec.window[0]} to {spec.window[1]}",
        "Model": MODEL_WORDS[spec.model].by_hand,
        pair.against.capitalize(): pair.benchmark,
        **({"Second market": f"{pair.second}, as last known before each close"} if pair.second else {}),
        "Returns": returns_words(spec.returns),
        **({"Left out": LEFT_OUT} if spec.clean_estimation else {}),
    }
    listed = "\n".join(f"- **{name}**: {as_written(text)}" for name, text in rows.items())
    return f"# {as_written(pair.title)}\n\n{as_written(pair.summary)}\n\n{listed}"


def _formula(step: Step | None) -> str:
    return f"\n\n$${step.rule}$$" if step else ""


def _closes(pair: Pair) -> str:
    """CSV: numbers with every digit, an empty field where none is known."""
    names = {
        "day": "day",
        "session": "session",
        "close": "close",
        "adjusted": "adj_close",
        "level": "benchmark",
    }
    names |= {"level_2": "second"} if pair.two_factors else {}
    sessions = pair.sessions
    if pair.portfolio:
        names = {name: new for name, new in names.items() if name != "level"}
        names |= {symbol: symbol for symbol in pair.portfolio.levels}
        sessions = sessions.join(pair.portfolio.levels)
    frame = sessions[list(names)].rename(columns=names)
    frame["session"] = frame["session"].dt.strftime("%Y-%m-%d")
    frame["left_out"] = pair.sessions["near"].astype(int)
    return frame.to_csv(index=False, lineterminator="\n")


def _check(pair: Pair) -> str:
    names = {
        "n_estimation": "n",
        "alpha": "alpha",
        "beta": "beta",
        "gamma": "gamma",
        "sigma": "sigma",
        "raw_return": "raw_return",
        "car": "car",
        "se": "se",
        "t": "t",
        **({"drift_weight": "drift_weight"} if pair.weighs_drift else {}),
    }
    skipped = {"gamma"} if not pair.two_factors else set()
    skipped |= {"alpha", "beta"} if pair.portfolio else set()
    study = "\n".join(
        f'    "{names[key]}": {pair.study[key]!r},'
        for key in STUDY_NUMBERS
        if key in names and key not in skipped
    )
    path = ", ".join(repr(float(value)) for value in pair.path["ar"])
    return (
        f"study = pd.Series({{\n{study}\n}})\nstudy_abnormal = [{path}]\n\n"
        "found = pd.Series({name: float(globals()[name]) for name in study.index})\n"
        'comparison = pd.DataFrame({"by hand": found, "study": study, "difference": found - study})\n'
        f"{_check_weights(pair)}"
        'comparison.loc["largest AR difference"] = [float("nan"), float("nan"), (window["abnormal"] '
        "- study_abnormal).abs().max()]\n"
        "print(comparison)\n"
        'assert (comparison["difference"].abs() < 1e-9).all(), "These numbers are not the study’s."\n'
        'print("Every number agrees with the study.")'
    )


def _check_weights(pair: Pair) -> str:
    """The study's weights, and the largest difference of those found here from them."""
    if not pair.portfolio:
        return ""
    weights = ", ".join(repr(float(weight)) for weight in pair.portfolio.controls["weight"])
    return (
        f"study_weights = [{weights}]\n"
        'comparison.loc["largest weight difference"] = [float("nan"), float("nan"), '
        "(portfolio - study_weights).abs().max()]\n"
    )


def as_written(text: str) -> str:
    """Text for a Markdown cell in which nothing is read as markup, a link or a formula."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$~|])", r"\\\1", html.escape(" ".join(text.split()), quote=False))
