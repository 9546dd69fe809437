"""The pair on paper: a page to print, worked out or with blanks for a class to fill in."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from components.language import day
from components.record_name import record_name
from components.study.model_words import MODEL_WORDS
from components.worksheets.pair import Pair
from components.worksheets.paper import a_return, iso, maths, signed, table
from components.worksheets.params import APART, NONE, WORKED
from components.worksheets.print_style import STYLE
from components.worksheets.printable_given import given
from components.worksheets.scatter import scatter
from components.worksheets.step import Step
from components.worksheets.steps import expected_rule, steps
from components.worksheets.words import CAUTION, LEFT_OUT, returns_words

_VERSIONS = {WORKED: "Worked out", APART: "Blanks, answers on a page of their own", NONE: "Blanks only"}

_LONG_EQUATION = 300
"""Characters of LaTeX that fill a line of the paper."""


def printable(pair: Pair) -> bytes:
    """A self-contained page (HTML, MathML, SVG; no script, nothing fetched), UTF-8.

    `answers` "worked": each step with its numbers. "apart": blanks, then a page with the answers.
    "none": blanks alone.
    """
    answers = pair.params.answers
    body = [_head(pair), given(pair), _working(pair, answered=answers == WORKED)]
    if answers == APART:
        body.append(f'<section class="page"><h2>Answers</h2>{_answers(pair)}</section>')
    body.append(_sample(pair))
    title = escape(f"{pair.title}: {pair.share}")
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1">'
        f"<title>Worksheet: {title}</title><style>{STYLE}</style></head><body><main>"
        f"{''.join(body)}</main></body></html>\n"
    ).encode()


def _head(pair: Pair) -> str:
    spec = pair.spec
    facts = {
        "Share": pair.share,
        "Event": f"{day(pair.date)}; day 0, the first session that could react, is {day(pair.day0)}",
        "Event window": f"day {signed(spec.window[0])} to day {signed(spec.window[1])}"
        if spec.length > 1
        else f"day {signed(spec.window[0])}",
        "Sample": (
            f"{len(pair.estimation)} sessions of days {signed(pair.estimation_days[0])} to "
            f"{signed(pair.estimation_days[1])}"
        ),
        "Model": MODEL_WORDS[spec.model].by_hand,
        pair.against.capitalize(): pair.benchmark
        + (f"; second market: {pair.second}, as last known before each close" if pair.second else ""),
        "Returns": returns_words(spec.returns),
    }
    if pair.overlaps:
        facts["In the same window"] = "; ".join(pair.overlaps)
    return (
        f'<nav>{_links(pair)}</nav><header><p class="kicker">Reproduce it by hand</p><h1>'
        f"{escape(pair.title)}</h1><p>{escape(pair.summary)}</p>"
        "<dl>"
        f"{''.join(f'<dt>{name}</dt><dd>{escape(text)}</dd>' for name, text in facts.items())}</dl>"
        "</header>"
    )


def _links(pair: Pair) -> str:
    """The other versions and files of the same pair; not printed."""

    def link(file: str, name: str, answers: str) -> str:
        query = urlencode(pair.params.replace(answers=answers).query())
        return f'<a href="{file}?{escape(query)}">{escape(name)}</a>'

    versions = (
        _VERSIONS[kind] if kind == pair.params.answers else link("worksheet.html", _VERSIONS[kind], kind)
        for kind in _VERSIONS
    )
    files = (
        link("worksheet.xlsx", "Excel workbook", pair.params.answers),
        link("notebook.ipynb", "Jupyter notebook", WORKED),
    )
    return " · ".join((*versions, *files)) + ". Print it from your browser’s menu; paper size A4."


def _working(pair: Pair, *, answered: bool) -> str:
    """The steps, with numbers or with blanks."""
    diamonds = "; the diamonds are the event window" if answered else ""
    draw = (
        ""
        if answered or pair.two_factors
        else "Draw the line on which share and portfolio return the same."
        if pair.portfolio
        else "Draw the line that runs closest to the dots, then compute it."
    )
    listed = "".join(_step(pair, number, step, answered) for number, step in enumerate(steps(pair), 1))
    return (
        f"<section><h2>{'Step by step' if answered else 'Your turn'}</h2>{scatter(pair, answered=answered)}"
        f'<p class="small">Each dot is a session of the sample{diamonds}. {draw}</p><ol>{listed}</ol>'
        + (
            f'<p class="finding">{escape(pair.finding)}</p>'
            if answered
            else (
                "<p>In your own words: how unusual was it, and what else could have moved the "
                'share?</p><span class="write"></span><span class="write"></span>'
            )
        )
        + f'<p class="small">{CAUTION}</p></section>'
    )


def _step(pair: Pair, number: int, step: Step, answered: bool) -> str:
    words, shown = escape(step.words), _equation(step) if answered else maths(step.rule, "block")
    if step.key == "ar":
        rule = maths(expected_rule(pair), "block")
        shown = f'{rule}</div><div class="maths">{shown}</div>{_window(pair, answered)}<div>'
    if not answered:
        match step.key:
            case "beta" | "measured_beta" if pair.spec.model == "market" and number == 1:
                words = (
                    f"The slope of the line through {len(pair.estimation)} earlier sessions: how much "
                    "the share usually moves when the market moves by 1%."
                )
            case "p":
                return (
                    f'<li><span class="number">{number}</span><p>Is |t| larger than t*, so that chance '
                    'alone seldom goes as far?</p><span class="write"></span></li>'
                )
        if step.key != "ar":
            shown += f'</div><div class="result">{maths(step.symbol)} = <i></i>'
    return f'<li><span class="number">{number}</span><p>{words}</p><div class="maths">{shown}</div></li>'


def _equation(step: Step) -> str:
    """Rule, numbers and result; on two lines where one would run off the paper."""
    if len(step.whole) < _LONG_EQUATION:
        return maths(step.whole, "block")
    return (
        maths(step.rule, "block")
        + "</div><div class=maths>"
        + maths(f"= {step.numbers} = {step.result}", "block")
    )


def _window(pair: Pair, answered: bool) -> str:
    """Every session of the event window: its returns, what was expected, what is left."""
    head = [
        "Day",
        "Session",
        "Share",
        pair.against.capitalize(),
        *(["Second market"] if pair.two_factors else []),
        "Expected",
        "Abnormal",
        "Sum so far",
    ]
    rows = []
    for market, path in zip(pair.window.to_dict("records"), pair.path.to_dict("records"), strict=True):
        numbers = [
            market["share"],
            market["market"],
            *([market["second"]] if pair.two_factors else []),
            path["expected"],
            path["ar"],
            path["car"],
        ]
        rows.append(
            [
                signed(path["day"]),
                iso(path["session"]),
                *(a_return(value) if answered else None for value in numbers),
            ]
        )
    return f'<div class="wide{"" if answered else " blank"}">{table(head, rows)}</div>'


def _answers(pair: Pair) -> str:
    found = "".join(
        (
            f'<li><span class="number">{number}</span><div '
            f'class="maths">{maths(f"{step.symbol} = {step.result}")}</div></li>'
        )
        for number, step in enumerate(steps(pair), 1)
    )
    return (
        "<p "
        f'class="finding">{escape(pair.finding)}</p>'
        f"{scatter(pair, answered=True)}{_window(pair, True)}<ol>{found}</ol>"
    )


def _sample(pair: Pair) -> str:
    """Every session of the estimation window, those left out struck through."""
    span = pair.sessions[pair.sessions["day"].between(*pair.estimation_days)]
    fields = ["share", "market", *(["second"] if pair.two_factors else [])]
    rows = "".join(
        (
            f"<tr{'' if row['used'] else ' class=out'}><td>{signed(row['day'])}</td><td "
            f'class="word">{iso(row["session"])}</td>'
        )
        + "".join(f"<td>{a_return(row[field])}</td>" for field in fields)
        + "</tr>"
        for row in span.to_dict("records")
    )
    left = int((~span["used"]).sum())
    note = f" {left} struck through are not in the sample. {LEFT_OUT}" if left else ""
    names = ["Day", "Session", "Share", pair.against.capitalize(), *(["Second"] if pair.two_factors else [])]
    head = "".join(f"<th{' class=word' if name == 'Session' else ''}>{name}</th>" for name in names)
    return (
        f'<section class="page"><h2>The sample</h2><p class="small">Returns of the {len(span)} '
        f"sessions of the estimation window.{note}</p>"
        f'<div class="sample{" broad" if pair.two_factors else ""}"><table><thead><tr>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
        f'<p class="small">{escape(record_name())}. Data version {pair.version}, prices '
        f"through {day(pair.through)}. "
        f"Parameters: {escape(urlencode(pair.params.query(), safe=','))}. Event table CC BY 4.0.</p>"
        "</section>"
    )
