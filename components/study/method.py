"""What every statistic means: in plain words, as a formula, and where it comes from.

The content of the *Data & method* page. No Streamlit.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One statistic. key: column of `pairs`, or name of a test. name, words: for readers.
    formula: LaTeX without dollar signs. paper: where it comes from ("" for plain arithmetic)."""

    key: str
    name: str
    words: str
    formula: str
    paper: str = ""


MACKINLAY = "MacKinlay (1997), Event studies in economics and finance, Journal of Economic Literature 35"
BROWN_WARNER = "Brown & Warner (1985), Using daily stock returns, Journal of Financial Economics 14"
KOLARI = (
    "Kolari & Pynnönen (2010), Event study testing with cross-sectional correlation of abnormal returns, "
    "Review of Financial Studies 23"
)

GOLDSMITH_PINKHAM_LYU = (
    "Goldsmith-Pinkham & Lyu (2025), Causal inference in financial event studies; after Abadie, Diamond & "
    "Hainmueller (2010), Synthetic control methods, Journal of the American Statistical Association 105"
)

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

GROUP_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "caar",
        "Mean path (AAR, CAAR)",
        "The average abnormal return of each day, and its running sum.",
        r"\mathrm{CAAR} = \sum_t \frac{1}{N} \sum_i \mathrm{AR}_{i,t}",
        MACKINLAY,
    ),
    Entry(
        "band",
        "Band",
        "Event days are drawn at random with replacement, 2,000 times, and the mean path taken "
        "anew; the band holds the middle of these means, a little more than 95% of them when "
        "there are few event days. Firms hit on one day are drawn together: one shock, not several.",
        r"[\mathrm{CAAR}^*_{a}, \mathrm{CAAR}^*_{1-a}], \quad a = \Phi\big(-\sqrt{G/(G-1)}\, t_{G-1, "
        r"0.975}\big)",
        "Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69",
    ),
    Entry(
        "Cross-sectional t",
        "Cross-sectional t",
        "The mean against the spread of the observed CARs. Allows events to make shares wilder; "
        "takes observations for independent, which firms hit on one day are not.",
        r"\overline{\mathrm{CAR}} / (s_{\mathrm{CAR}} / \sqrt N)",
        "Brown & Warner (1980), Measuring security price performance, Journal of Financial Economics 8",
    ),
    Entry(
        "Cross-sectional t, by event day",
        "Cross-sectional t, by event day",
        "The same, with firms that react on one day counted as one shock.",
        r"\overline{\mathrm{CAR}} \Big/ \tfrac{1}{N} \sqrt{\tfrac{G}{G-1} \sum_g \big(\sum_{i \in g} "
        r"(\mathrm{CAR}_i - \overline{\mathrm{CAR}})\big)^2}",
        "Cameron & Miller (2015), A practitioner's guide to cluster-robust inference, Journal of "
        "Human Resources 50",
    ),
    Entry(
        "Patell Z",
        "Patell Z",
        "Each CAR in units of its own usual size, so that calm shares weigh as much as wild ones. "
        "Goes wrong when events make shares wilder.",
        r"\sum_i \mathrm{SCAR}_i \Big/ \sqrt{\sum_i \frac{d_i}{d_i - 2}}",
        "Patell (1976), Corporate forecasts of earnings per share, Journal of Accounting Research 14",
    ),
    Entry(
        "BMP t",
        "BMP t",
        "Standardised like Patell's and measured against the spread actually seen, so that wilder "
        "shares after events do no harm.",
        r"\overline{\mathrm{SCAR}} / (s_{\mathrm{SCAR}} / \sqrt N)",
        "Boehmer, Musumeci & Poulsen (1991), Event-study methodology under conditions of "
        "event-induced variance, Journal of Financial Economics 30",
    ),
    Entry(
        "Patell Z, adjusted",
        "Patell Z, adjusted",
        "Patell's Z made smaller for observations that move together.",
        r"Z_P / \sqrt{1 + (N - 1) \bar r}",
        KOLARI,
    ),
    Entry(
        "BMP t, adjusted",
        "BMP t, adjusted",
        "The BMP statistic made smaller for observations that move together: shares with a common "
        "shock, windows that share days, forecasts that rest on the same earlier days. The one to "
        "read first where events are dense.",
        r"t_{BMP} \sqrt{\frac{1 - \bar r}{1 + (N - 1) \bar r}}",
        KOLARI,
    ),
    Entry(
        "Corrado rank",
        "Corrado rank",
        "Days are ranked from worst to best for each share; are the event days' ranks unusual? "
        "Single large returns weigh little.",
        r"\sqrt L \, \big(\bar U_{[w_1, w_2]} - \tfrac12\big) / S(\bar U)",
        "Corrado (1989), A nonparametric test for abnormal security-price performance, Journal of "
        "Financial Economics 23; Corrado & Zivney (1992)",
    ),
    Entry(
        "Generalized sign",
        "Generalised sign",
        "Are there more rises, or fewer, than the estimation windows would lead one to expect?",
        r"(W - N \hat p) / \sqrt{N \hat p (1 - \hat p)}",
        "Cowan (1992), Nonparametric event study tests, Review of Quantitative Finance and Accounting 2",
    ),
    Entry(
        "Sign",
        "Sign",
        "As many rises as falls? The exact odds of a coin.",
        r"W \sim \mathrm{Binomial}(N, \tfrac12)",
        "Conover (1999), Practical Nonparametric Statistics",
    ),
    Entry(
        "Wilcoxon",
        "Wilcoxon signed ranks",
        "Do the CARs centre on zero, judged by the ranks of their sizes?",
        r"\min\Big(\sum_{\mathrm{CAR}_i > 0} \mathrm{rank}_i, \sum_{\mathrm{CAR}_i < 0} \mathrm{rank}_i\Big)",
        "Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1",
    ),
    Entry(
        "comparison",
        "Two groups compared",
        "The labels of the event days are shuffled 9,999 times; how often is the difference of "
        "the means at least as large as the one seen?",
        r"p = (k + 1) / (B + 1)",
        "Fisher (1935), The Design of Experiments",
    ),
    Entry(
        "cross-section",
        "Why events differ",
        "All moves at once are set against type, direction, severity, company, year and fine, so that each "
        "number compares moves that are alike in everything else that is listed. A day's moves count as one "
        "shock, and the same regression with all events moved shows what it finds without news.",
        r"\mathrm{CAR}_i = \beta' x_i + u_i, \quad \hat V = c\,(X'X)^{-1} \sum_g X_g' \hat u_g \hat u_g' "
        r"X_g\,(X'X)^{-1}, \quad c = \tfrac{G}{G-1} \tfrac{N-1}{N-K}",
        "MacKinlay (1997); Liang & Zeger (1986), Longitudinal data analysis, Biometrika 73; Cameron & Miller "
        "(2015), A practitioner's guide to cluster-robust inference, Journal of Human Resources 50",
    ),
)
"""The statistics of groups, in the order of `group_tests.TESTS`."""

EXAMPLE_EVENT, EXAMPLE_SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"
"""An event and a share that lessons and worked examples start from."""
