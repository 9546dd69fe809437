"""What every statistic of a group of events means."""

from __future__ import annotations

from components.study.method_entry import KOLARI, MACKINLAY, Entry

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
