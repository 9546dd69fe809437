-- The layout of a database that the first edition built (November 2025), with what a user had added to it.
CREATE TABLE "user_listings" (
   "symbol" TEXT PRIMARY KEY,
   "company" TEXT,
   "name" TEXT,
   "name_zh" TEXT,
   "aliases" TEXT,
   "colour" TEXT,
   "exchange" TEXT,
   "currency" TEXT,
   "benchmark" TEXT,
   "shares_per_unit" INTEGER,
   "added_at" TEXT
) STRICT;
CREATE TABLE "refreshed_prices" (
   "symbol" TEXT,
   "date" TEXT,
   "open" REAL,
   "high" REAL,
   "low" REAL,
   "close" REAL,
   "volume" INTEGER,
   "fetched_at" TEXT,
   PRIMARY KEY ("symbol", "date")
) STRICT;
CREATE TABLE "refreshed_actions" (
   "symbol" TEXT,
   "ex_date" TEXT,
   "kind" TEXT,
   "amount_per_share" REAL,
   "currency" TEXT,
   "fetched_at" TEXT,
   PRIMARY KEY ("symbol", "ex_date", "kind")
) STRICT;
CREATE TABLE "quarantine" (
   "symbol" TEXT,
   "date" TEXT,
   "open" REAL,
   "high" REAL,
   "low" REAL,
   "close" REAL,
   "volume" INTEGER,
   "reason" TEXT,
   "fetched_at" TEXT,
   PRIMARY KEY ("symbol", "date")
) STRICT;
CREATE TABLE "price_changes" (
   "id" INTEGER PRIMARY KEY,
   "symbol" TEXT,
   "date" TEXT,
   "field" TEXT,
   "old" REAL,
   "new" REAL,
   "kind" TEXT,
   "source" TEXT,
   "changed_at" TEXT
) STRICT;
CREATE TABLE "refresh_log" (
   "finished_at" TEXT,
   "report" TEXT
) STRICT;
CREATE TABLE "meta" (
   "key" TEXT PRIMARY KEY,
   "value" TEXT
) STRICT;
CREATE TABLE "events" (
   "id" TEXT PRIMARY KEY,
   "date" TEXT,
   "announced_at" TEXT,
   "day0_hk" TEXT,
   "day0_us" TEXT,
   "day0_rule_hk" TEXT,
   "day0_rule_us" TEXT,
   "title" TEXT,
   "title_zh" TEXT,
   "official_name_zh" TEXT,
   "summary" TEXT,
   "type" TEXT,
   "actors" TEXT,
   "companies" TEXT,
   "affects" TEXT,
   "direction" TEXT,
   "severity" INTEGER,
   "fine_cny" REAL,
   "confidence" TEXT,
   "notes" TEXT,
   "label" TEXT,
   "label_rank" INTEGER
) STRICT;
CREATE TABLE "sources" (
   "id" INTEGER PRIMARY KEY,
   "event_id" TEXT REFERENCES "events"("id"),
   "publisher" TEXT,
   "title" TEXT,
   "url" TEXT,
   "published" TEXT,
   "kind" TEXT
) STRICT;
CREATE TABLE "actors" (
   "code" TEXT PRIMARY KEY,
   "name" TEXT,
   "name_zh" TEXT,
   "kind" TEXT
) STRICT;
CREATE TABLE "companies" (
   "company" TEXT PRIMARY KEY,
   "name" TEXT,
   "name_zh" TEXT,
   "ring" INTEGER,
   "colour" TEXT,
   "aliases" TEXT
) STRICT;
CREATE TABLE "firms" (
   "firm" TEXT PRIMARY KEY,
   "name_zh" TEXT,
   "aliases" TEXT
) STRICT;
CREATE TABLE "benchmarks" (
   "symbol" TEXT PRIMARY KEY,
   "name" TEXT,
   "name_zh" TEXT,
   "exchanges" TEXT,
   "yahoo" TEXT
) STRICT;
CREATE TABLE "listings" (
   "symbol" TEXT PRIMARY KEY,
   "company" TEXT REFERENCES "companies"("company"),
   "exchange" TEXT,
   "currency" TEXT,
   "benchmark" TEXT REFERENCES "benchmarks"("symbol"),
   "shares_per_unit" INTEGER,
   "primary" INTEGER,
   "ring" INTEGER
) STRICT;
CREATE TABLE "event_actors" (
   "event_id" TEXT REFERENCES "events"("id"),
   "actor" TEXT REFERENCES "actors"("code"),
   "position" INTEGER,
   PRIMARY KEY ("event_id", "actor")
) STRICT;
CREATE TABLE "event_firms" (
   "event_id" TEXT REFERENCES "events"("id"),
   "firm" TEXT REFERENCES "firms"("firm"),
   "position" INTEGER,
   PRIMARY KEY ("event_id", "firm")
) STRICT;
CREATE TABLE "event_affects" (
   "event_id" TEXT REFERENCES "events"("id"),
   "company" TEXT REFERENCES "companies"("company"),
   "position" INTEGER,
   PRIMARY KEY ("event_id", "company")
) STRICT;
CREATE TABLE "day0_exceptions" (
   "event_id" TEXT REFERENCES "events"("id"),
   "exchange" TEXT,
   "reason" TEXT,
   PRIMARY KEY ("event_id", "exchange")
) STRICT;
CREATE TABLE "glossary" (
   "term" TEXT PRIMARY KEY,
   "kind" TEXT,
   "actor" TEXT REFERENCES "actors"("code"),
   "name" TEXT,
   "name_zh" TEXT,
   "aliases" TEXT,
   "meaning" TEXT,
   "see" TEXT,
   "statistic" TEXT,
   "url" TEXT
) STRICT;
CREATE TABLE "prices" (
   "symbol" TEXT REFERENCES "listings"("symbol"),
   "date" TEXT,
   "open" REAL,
   "high" REAL,
   "low" REAL,
   "close" REAL,
   "adj_close" REAL,
   "volume" INTEGER,
   "source" TEXT,
   "fetched_at" TEXT,
   PRIMARY KEY ("symbol", "date")
) STRICT;
CREATE TABLE "levels" (
   "symbol" TEXT REFERENCES "benchmarks"("symbol"),
   "date" TEXT,
   "close" REAL,
   "source" TEXT,
   "fetched_at" TEXT,
   PRIMARY KEY ("symbol", "date")
) STRICT;
CREATE TABLE "corporate_actions" (
   "symbol" TEXT REFERENCES "listings"("symbol"),
   "ex_date" TEXT,
   "kind" TEXT,
   "amount_per_share" REAL,
   "currency" TEXT,
   "note" TEXT,
   "source_url" TEXT,
   "source" TEXT,
   PRIMARY KEY ("symbol", "ex_date", "kind")
) STRICT;
CREATE TABLE "share_counts" (
   "company" TEXT REFERENCES "companies"("company"),
   "as_of" TEXT,
   "shares_outstanding" INTEGER,
   "scope" TEXT,
   "source" TEXT,
   "url" TEXT,
   "confidence" TEXT,
   PRIMARY KEY ("company", "as_of", "scope")
) STRICT;
CREATE INDEX "idx_events_date"
    ON "events" ("date");
CREATE INDEX "idx_events_type"
    ON "events" ("type");
CREATE INDEX "idx_events_day0_hk"
    ON "events" ("day0_hk");
CREATE INDEX "idx_events_day0_us"
    ON "events" ("day0_us");
CREATE INDEX "idx_sources_event_id"
    ON "sources" ("event_id");
CREATE VIRTUAL TABLE search USING fts5(
      event_id UNINDEXED, title, title_zh, official_name_zh, summary, names, notes, sources, tokenize = 'porter unicode61 remove_diacritics 2'
    );
CREATE VIEW "event_list" AS 
        SELECT e.id, e.date, e.type, e.direction, e.severity, e.title, e.title_zh,
          (SELECT group_concat(a.name, '; ') FROM event_actors ea
             JOIN actors a ON a.code = ea.actor WHERE ea.event_id = e.id) AS actor_names,
          (SELECT group_concat(a.name_zh, '; ') FROM event_actors ea
             JOIN actors a ON a.code = ea.actor WHERE ea.event_id = e.id) AS actor_names_zh,
          e.companies, e.affects, e.fine_cny,
          (SELECT count(*) FROM sources s WHERE s.event_id = e.id) AS sources
        FROM events e ORDER BY e.date, e.id;
CREATE VIEW "actor_events" AS 
        SELECT a.code, a.name, a.name_zh, a.kind, e.id AS event_id, e.date, e.title, e.type,
          e.direction, e.severity
        FROM actors a JOIN event_actors ea ON ea.actor = a.code
          JOIN events e ON e.id = ea.event_id
        ORDER BY a.code, e.date;
CREATE VIEW "sessions" AS 
        SELECT symbol AS benchmark, date,
          lag(date) OVER (PARTITION BY symbol ORDER BY date) AS previous
        FROM levels;
CREATE VIEW "returns" AS 
        SELECT p.symbol, p.date, p.adj_close / q.adj_close - 1 AS total_return,
          b.close / c.close - 1 AS benchmark_return
        FROM prices p JOIN listings l ON l.symbol = p.symbol
          JOIN sessions s ON s.benchmark = l.benchmark AND s.date = p.date
          JOIN prices q ON q.symbol = p.symbol AND q.date = s.previous
          JOIN levels b ON b.symbol = l.benchmark AND b.date = p.date
          JOIN levels c ON c.symbol = l.benchmark AND c.date = s.previous;
CREATE VIEW "day0_returns" AS 
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
            AND r.date = CASE l.exchange WHEN 'XHKG' THEN e.day0_hk ELSE e.day0_us END;
CREATE VIEW "provenance" AS 
        SELECT symbol, min(date) AS first, max(date) AS last, count(*) AS rows,
          CASE WHEN count(DISTINCT source) > 1 THEN 'bundled + yahoo' ELSE max(source) END
            AS source,
          max(fetched_at) AS fetched_at
        FROM (SELECT symbol, date, source, fetched_at FROM prices
              UNION ALL SELECT symbol, date, source, fetched_at FROM levels)
        GROUP BY symbol;
INSERT INTO meta VALUES ('format', '3');
INSERT INTO meta VALUES ('tables', '4f2d9dbc54ec');
INSERT INTO meta VALUES ('version', '4f2d9dbc54ec');
