"""Views that answer the common joins in any SQL tool."""

from __future__ import annotations

VIEWS: dict[str, str] = {
    # One row an event, in words: who acted, whom it named, how many sources.
    "event_list": """
        SELECT e.id, e.date, e.type, e.direction, e.severity, e.title, e.title_zh,
          (SELECT group_concat(a.name, '; ') FROM event_actors ea
             JOIN actors a ON a.code = ea.actor WHERE ea.event_id = e.id) AS actor_names,
          (SELECT group_concat(a.name_zh, '; ') FROM event_actors ea
             JOIN actors a ON a.code = ea.actor WHERE ea.event_id = e.id) AS actor_names_zh,
          e.companies, e.affects, e.fine_cny,
          (SELECT count(*) FROM sources s WHERE s.event_id = e.id) AS sources
        FROM events e ORDER BY e.date, e.id
    """,
    "actor_events": """
        SELECT a.code, a.name, a.name_zh, a.kind, e.id AS event_id, e.date, e.title, e.type,
          e.direction, e.severity
        FROM actors a JOIN event_actors ea ON ea.actor = a.code
          JOIN events e ON e.id = ea.event_id
        ORDER BY a.code, e.date
    """,
    # Trading days of each benchmark, with the trading day before.
    "sessions": """
        SELECT symbol AS benchmark, date,
          lag(date) OVER (PARTITION BY symbol ORDER BY date) AS previous
        FROM levels
    """,
    # Simple total returns from one session to the next. A session without a
    # price has no return, nor has the one after it.
    "returns": """
        SELECT p.symbol, p.date, p.adj_close / q.adj_close - 1 AS total_return,
          b.close / c.close - 1 AS benchmark_return
        FROM prices p JOIN listings l ON l.symbol = p.symbol
          JOIN sessions s ON s.benchmark = l.benchmark AND s.date = p.date
          JOIN prices q ON q.symbol = p.symbol AND q.date = s.previous
          JOIN levels b ON b.symbol = l.benchmark AND b.date = p.date
          JOIN levels c ON c.symbol = l.benchmark AND c.date = s.previous
    """,
    # Every event with every listing: day 0 there, and that day's return.
    "day0_returns": """
        SELECT e.id AS event_id, e.date, e.title, e.type, e.direction, l.company, l.symbol,
          EXISTS (SELECT 1 FROM event_affects ea
            WHERE ea.event_id = e.id AND ea.company = l.company)
          OR EXISTS (SELECT 1 FROM event_firms ef
            WHERE ef.event_id = e.id AND ef.firm = l.company) AS affected,
          CASE l.exchange WHEN 'XHKG' THEN e.day0_hk ELSE e.day0_us END AS day0,
          CASE l.exchange WHEN 'XHKG' THEN e.day0_rule_hk ELSE e.day0_rule_us END AS day0_rule,
          r.total_return, r.benchmark_return
        FROM events e CROSS JOIN listings l
          LEFT JOIN returns r ON r.symbol = l.symbol
            AND r.date = CASE l.exchange WHEN 'XHKG' THEN e.day0_hk ELSE e.day0_us END
    """,
    # Through which session each series runs, and from where its rows came.
    "provenance": """
        SELECT symbol, min(date) AS first, max(date) AS last, count(*) AS rows,
          CASE WHEN count(DISTINCT source) > 1 THEN 'bundled + yahoo' ELSE max(source) END
            AS source,
          max(fetched_at) AS fetched_at
        FROM (SELECT symbol, date, source, fetched_at FROM prices
              UNION ALL SELECT symbol, date, source, fetched_at FROM levels
              UNION ALL SELECT symbol, date, 'bundled', '' FROM control_prices)
        GROUP BY symbol
    """,
}
