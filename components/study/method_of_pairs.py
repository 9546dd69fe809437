"""What every statistic of one event and one share means."""

from __future__ import annotations

from components.study.method_entry import BROWN_WARNER, GOLDSMITH_PINKHAM_LYU, MACKINLAY, Entry

PAIR_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "raw_return",
        "Return",
        "How much the share moved from the last close before the event window to the last close "
        "in it, dividends added back. For a one-day window this is the move that newspapers report.",
        r"R = P_{\text{end}} / P_{\text{before}} - 1",
    ),
    Entry(
        "beta",
        "What was expected: the market model",
        "Over 120 earlier sessions a line is fitted through the share's daily returns against its "
        "market's. The line says what the share usually does when the market does this or that.",
        r"E[R_t] = \hat\alpha + \hat\beta R_{m,t}",
        MACKINLAY,
    ),
    Entry(
        "drift_weight",
        "How far the share's own drift is believed",
        "A drift measured over a few months is mostly luck and foretells little, and a window of many "
        "sessions adds it up as often. So only a part of the measured alpha counts: the more, the wider "
        "shares of the record drift on ordinary days (tau) and the surer this measurement is (a, the "
        "variance of alpha in units of sigma squared). The slope is the one that fits best with that "
        "height. alpha=ols takes the drift as measured, alpha=zero takes none.",
        r"\tilde\alpha = w \hat\alpha, \quad w = \frac{\tau^2}{\tau^2 + \hat\sigma^2 a}",
        "Vasicek (1973), A note on using cross-sectional information in Bayesian estimation of security "
        "betas, Journal of Finance 28; Kothari & Warner (2007), Econometrics of event studies, Handbook of "
        "Corporate Finance 1",
    ),
    Entry(
        "recent_sigma",
        "Noise that follows the times",
        "Calm and wild times come in stretches. The variance of a session of the event window is half that "
        "of the estimation window and half that of all sessions before the event window, each counting "
        "0.94 of the one after it. variance=estimation takes the estimation window alone.",
        r"s^2 = \tfrac12 \hat\sigma^2 + \tfrac12 r^2, \quad "
        r"r^2 = \frac{\sum_j 0.94^j e_{-j}^2}{\sum_j 0.94^j}",
        "J. P. Morgan & Reuters (1996), RiskMetrics technical document, 4th edition",
    ),
    Entry(
        "market-adjusted",
        "What was expected: the market itself",
        "The share is expected to do what the market does. Nothing is estimated but the usual "
        "size of the differences, taken around their mean.",
        r"E[R_t] = R_{m,t}",
        BROWN_WARNER,
    ),
    Entry(
        "mean-adjusted",
        "What was expected: the usual day",
        "The share is expected to earn its average of the estimation window; the market is ignored.",
        r"E[R_t] = \bar R",
        BROWN_WARNER,
    ),
    Entry(
        "two-factor",
        "What was expected: two markets",
        "For Hong Kong shares: the local index, and the S&P 500 as it moved between the last New "
        "York closes known before this Hong Kong session and before the one before it. Not "
        "defined for New York listings, for which New York has not yet closed.",
        r"E[R_t] = \hat\alpha + \hat\beta R_{m,t} + \hat\gamma R_{us,t-1}",
        "Campbell, Lo & MacKinlay (1997), The Econometrics of Financial Markets, ch. 4",
    ),
    Entry(
        "controls",
        "What was expected: shares outside tech",
        "An index that holds the share falls with it, and counts as expected what the share took down. So "
        "the share is set beside a portfolio of shares that the campaign did not concern: banks, insurers, "
        "property, oil, telecoms, makers of tools, cars and clothes in Hong Kong, and foreign funds. Its "
        "weights are never negative and need not add up to one; they are those that came nearest to the "
        "share’s returns on up to 250 undisturbed sessions before day −10, at least 60. No day after that "
        "counts, and a session on which any of these shares has no close counts for nobody. There is no "
        "drift. Windows end by day +20: weights that are fixed before the event say less with every session.",
        r"E[R_t] = \sum_k \hat w_k R_{k,t}, \quad \hat w = \arg\min_{w \ge 0} \sum_s \big(R_s - \sum_k w_k "
        r"R_{k,s}\big)^2",
        GOLDSMITH_PINKHAM_LYU,
    ),
    Entry(
        "car",
        "Beyond the market (CAR)",
        "The cumulative abnormal return: what the share did less what was expected, added up over "
        "the event window.",
        r"\mathrm{CAR} = \sum_t (R_t - E[R_t])",
        MACKINLAY,
    ),
    Entry(
        "bhar",
        "Buy-and-hold abnormal return",
        "The same with compounding: what a holder gained less what the model would have given.",
        r"\mathrm{BHAR} = \prod_t (1 + R_t) - \prod_t (1 + E[R_t])",
        "Barber & Lyon (1997), Detecting long-run abnormal stock returns, Journal of Financial Economics 43",
    ),
    Entry(
        "se",
        "Standard error",
        "How far a CAR of this length usually strays by chance. It counts the share's own noise "
        "and that the line itself is only estimated, which weighs more in long windows and in "
        "wild markets; where the drift is weighed, its uncertainty is too (last term; c is the drift's "
        "share in the sum).",
        r"\sqrt{L s^2 + \hat\sigma^2 \left(\frac{L^2}{n} + \frac{(\sum_t R_{m,t} - L \bar R_m)^2}{\sum_s "
        r"(R_{m,s} - \bar R_m)^2} - (1 - w) \frac{c^2}{a}\right)}",
        "Salinger (1992), Standard errors in event studies, Journal of Financial and Quantitative "
        "Analysis 27",
    ),
    Entry(
        "p",
        "p-value",
        "How often chance alone would give a CAR at least this far from zero, if returns had the "
        "familiar bell shape. Share returns have more extremes than that: see the placebo share.",
        r"p = 2 \Pr(T_{n-2} \ge |\mathrm{CAR} / se|)",
        MACKINLAY,
    ),
    Entry(
        "ci_low",
        "Interval",
        "Values that the data do not rule out: at 95%, such intervals would hold the true effect "
        "in 95 of 100 cases, if the model fits.",
        r"\mathrm{CAR} \pm t_{n-2} \, se",
        MACKINLAY,
    ),
    Entry(
        "sar",
        "Standardised abnormal return of day 0",
        "The abnormal return of day 0 in units of its usual size.",
        r"\mathrm{SAR}_0 = \mathrm{AR}_0 / se(\mathrm{AR}_0)",
        "Patell (1976), Corporate forecasts of earnings per share, Journal of Accounting Research 14",
    ),
    Entry(
        "placebo_share",
        "How unusual (placebo share)",
        "Of all event-free windows of the same length in the same share's record, how many were at "
        "least as unusual, up or down: their move measured against the noise of their own time was "
        "as large or larger. No bell shape is assumed. A window is event-free when no "
        "session in it lies within one session of an event on the company. The window itself is "
        "counted too, so the share is never zero. Neighbouring windows overlap, so there is less "
        "independent evidence than their number suggests.",
        r"\frac{k + 1}{n + 1}, \quad k = \#\{|t_{\text{ordinary}}| \ge |t|\}",
        "Phipson & Smyth (2010), Permutation p-values should never be zero, Statistical Applications "
        "in Genetics and Molecular Biology 9",
    ),
    Entry(
        "q",
        "False-discovery rate (q)",
        "Among hundreds of tests some look striking by luck. If every result with a q up to 5% is "
        "called real, about one in twenty of those calls is expected to be wrong.",
        r"q_{(i)} = \min_{j \ge i} \, p_{(j)} m / j",
        "Benjamini & Hochberg (1995), Controlling the false discovery rate, Journal of the Royal "
        "Statistical Society B 57",
    ),
    Entry(
        "mv_change_usd_bn",
        "Change of market value",
        "The change of the share price over the window times the latest share count on or before "
        "it, in US$ bn. Hong Kong dollars at 7.80, the middle of the peg's band. Dividends are "
        "not added back; the whole company is valued at this listing's price.",
        r"\Delta V = (C_{\text{end}} - C_{\text{before}}) \times \text{shares} / \text{rate}",
    ),
    Entry(
        "mv_abnormal_usd_bn",
        "Abnormal change of market value",
        "The part of that change that the market does not explain.",
        r"\mathrm{CAR} \times V_{\text{before}}",
    ),
    Entry(
        "return_1",
        "What came next",
        "Return from the close of day 0 to 1, 5, 20 and 60 sessions later, dividends added back.",
        r"P_{k} / P_{0} - 1",
    ),
    Entry(
        "recovery_sessions",
        "Sessions to recovery",
        "Sessions after day 0 until a close at or above that of the day before it. Zero when day "
        "0 itself closed no lower; empty when it was not regained by the end of the record.",
        r"\min \{k \ge 0 : P_{k} \ge P_{-1}\}",
    ),
    Entry(
        "volume_ratio",
        "Volume beside its usual",
        "Shares traded in a session of the event window over those of a session of the estimation window, "
        "both as geometric means: 2 is twice the usual. It needs no model.",
        r"\exp \Big( \frac{1}{L} \sum_{d} \ln V_{d} - \frac{1}{n} \sum_{s} \ln V_{s} \Big)",
        "Ajinkya & Jain (1989), The behavior of daily stock market trading volume, Journal of Accounting and "
        "Economics 11",
    ),
    Entry(
        "range_ratio",
        "Range beside its usual",
        "The mean range of the price from low to high in the sessions of the event window over that in the "
        "estimation window: 2 is twice as wide as usual.",
        r"\frac{\frac{1}{L} \sum_{d} \ln (H_{d} / L_{d})}{\frac{1}{n} \sum_{s} \ln (H_{s} / L_{s})}",
        "Parkinson (1980), The extreme value method for estimating the variance of the rate of return, "
        "Journal of Business 53",
    ),
    Entry(
        "r2",
        "Fit of the line (R²)",
        "The share of the returns' ups and downs in the estimation window that the market explains.",
        r"1 - \mathrm{SSR} / \mathrm{SST}",
    ),
    Entry(
        "residual_autocorrelation",
        "Residual autocorrelation",
        "Whether surprises carry over to the next session; far from zero, the standard error of "
        "several days is off.",
        r"\sum_t e_t e_{t-1} / \sum_t e_t^2",
    ),
    Entry(
        "thin_share",
        "Thin trading",
        "Share of the estimation window without a price or with an unchanged one.",
        r"\#\{R_t = 0 \text{ or missing}\} / L_{\text{est}}",
        "Lesmond, Ogden & Trzcinka (1999), A new estimate of transaction costs, Review of Financial "
        "Studies 12",
    ),
    Entry(
        "lost_share",
        "Estimation window lost to other events",
        "Share of the estimation window left out because it lies within one session of another "
        "event on the company.",
        r"\#\{\text{sessions left out}\} / L_{\text{est}}",
    ),
    Entry(
        "overlaps",
        "Overlapping events",
        "Other events on the company whose day 0 lies in the same window. No calculation can say "
        "which of them moved the share.",
        r"\{e : \text{day 0 of } e \in [w_1, w_2]\}",
    ),
)
"""The columns of `pairs` that need explaining, in reading order."""
