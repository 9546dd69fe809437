"""The columns of `pairs` and `paths`, in order, each with its meaning and unit."""

from __future__ import annotations

IMPACT: dict[str, str] = {
    "event_id": "id of the event",
    "date": "day of the event (Beijing; New York for US events)",
    "title": "what happened",
    "type": "kind of event",
    "direction": "of policy: tightening, easing or neutral",
    "severity": "1 (background) to 5 (changed the regime)",
    "company": "company",
    "symbol": "listing",
    "affected": "whether the event's affects or companies names the company",
    "day0": "first session of the listing's exchange that could react",
    "day0_rule": "how day 0 was found",
    "model": "what the share was expected to do",
    "benchmark": "market index that the model uses",
    "window_start": "first session of the event window, relative to day 0",
    "window_end": "last session of the event window",
    "n_estimation": "valid sessions in the estimation window",
    "alpha": "intercept, fraction per session",
    "beta": "loading on the benchmark",
    "sigma": "standard deviation of a session's abnormal return, fraction",
    "raw_return": "return from the close before the window to its last close, fraction",
    "car": "cumulative abnormal return over the window, fraction",
    "se": "standard error of its prediction, fraction",
    "t": "car / se",
    "p": "two-sided p-value, Student t",
    "ci_low": "lower end of the confidence interval, fraction",
    "ci_high": "upper end of the confidence interval, fraction",
    "placebo_share": "share of ordinary windows at least as unusual, (k + 1) / (n + 1)",
    "q": "false-discovery rate at which this pair counts as a discovery, over all used rows",
    "mv_change_usd_bn": "change of market value over the window, US$ bn",
    "overlaps": "ids of other events on the company in the window",
    "status": "used, or why there are no abnormal numbers",
}
"""The columns of `/data/impacts`."""

EXTRA: dict[str, str] = {
    "placebo_k": "ordinary windows at least as unusual: |t| as large or larger",
    "placebo_n": "ordinary windows compared with",
    "overlap_count": "how many other events overlap",
    "bhar": "buy-and-hold abnormal return over the window, fraction",
    "sar": "abnormal return of day 0 over its standard error",
    "scar": "car over its standard error",
    "detectable": "smallest CAR in size that differs from 0 at 5%, fraction",
    "detectable_80": "size of a true effect that would differ from 0 at 5% four times in five, fraction",
    "drift_weight": "share of the estimated drift that is believed: 1 without a prior, 0 for none",
    "recent_sigma": "the same standard deviation over recent sessions, weighted by 0.94 a session back",
    "gamma": "loading on the second factor (two-factor model only)",
    "return_1": "return from the close of day 0 to 1 session later, fraction",
    "return_5": "return from the close of day 0 to 5 sessions later, fraction",
    "return_20": "return from the close of day 0 to 20 sessions later, fraction",
    "return_60": "return from the close of day 0 to 60 sessions later, fraction",
    "volume_ratio": "volume a session in the window over its usual level, geometric means; 1 is usual",
    "range_ratio": "high-low range a session in the window over its usual level, means; 1 is usual",
    "recovery_sessions": "sessions after day 0 until the close of day -1 was regained",
    "r2": "share of the estimation window's variance that the model explains",
    "residual_autocorrelation": "first-order autocorrelation of the estimation residuals",
    "thin_share": "share of the estimation window without a price or with an unchanged one",
    "lost_share": "share of the estimation window lost to other events",
    "mv_abnormal_usd_bn": "car times the market value before the window, US$ bn",
    "mv_before_usd_bn": "market value at the close before the window, US$ bn",
    "shares_outstanding": "ordinary shares of the company used for it",
    "shares_confidence": "how far that count can be trusted",
    "hkd_per_usd": "exchange rate used, empty for shares priced in US dollars",
}
"""Columns that follow them, where they apply."""

BY_METHOD = ("recent_sigma", "gamma")
"""Those that only some methods have: noise that follows the times, and two factors."""

PATH: dict[str, str] = {
    "event_id": "id of the event",
    "symbol": "listing",
    "day": "session relative to day 0",
    "session": "its date",
    "return": "return of the session, fraction",
    "expected": "what the model expected, fraction",
    "ar": "abnormal return, fraction",
    "car": "abnormal returns added up since the first day of the window, fraction",
    "se_car": "standard error of its prediction, fraction",
    "ci_low": "lower end of the confidence interval, fraction",
    "ci_high": "upper end of the confidence interval, fraction",
}
"""The columns of `paths`."""

IMPACT_COLUMNS, EXTRA_COLUMNS, PATH_COLUMNS = tuple(IMPACT), tuple(EXTRA), tuple(PATH)
