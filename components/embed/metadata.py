"""What a chart is, for programs: words, sources, parameters, versions and addresses."""

from __future__ import annotations

from components.edition_words import change_words
from components.embed import links
from components.embed.request import Asked
from components.record_name import LICENCE, LICENCE_URL, record_name


def metadata(asked: Asked, base: str, address: str | None = None) -> dict[str, object]:
    """What the chart is, in words and addresses; `base` may be empty for relative ones.

    address: where it is cited from; None: where it stands frozen.
    """
    chart, words = asked.chart, asked.words
    frozen = links.embed_url(base, asked.slug, asked.frozen_query)
    return {
        "chart": asked.slug,
        "title": words.title,
        "subtitle": words.subtitle,
        "alt": words.alt,
        "notes": list(words.notes),
        "answers": [one._asdict() for one in asked.answers(frozen if address is None else address)],
        "source_line": words.source,
        "record": {"name": record_name(), "url": base},
        "licence": {"name": LICENCE, "url": LICENCE_URL},
        "byline": words.byline,
        "sources": [{"name": source.name, "url": source.url} for source in chart.sources],
        "params": asked.params.query(),
        "presentation": asked.presentation.query(),
        "data_version": asked.snapshot.version,
        "prices_through": chart.through.isoformat(),
        "corrected_since": [
            {"what": change_words(row), "why": row["reason"], "evidence": row["evidence"]}
            for _, row in asked.corrections.iterrows()
        ],
        "columns": [str(name) for name in chart.table.columns],
        "rows": len(chart.table),
        "embed_url": links.embed_url(base, asked.slug, asked.query),
        "frozen_url": frozen,
        "app_url": links.app_url(base, asked.slug, asked.params.query()),
    }
