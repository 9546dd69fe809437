"""Tests of whether a group's mean cumulative abnormal return differs from zero.

Each takes a `Sample` of N observations and returns a `Test`; statistics are NaN, and the note
says why, where a test cannot be computed. All p-values are two-sided. CAR_i is an observation's
cumulative abnormal return, SCAR_i that over its prediction standard error, both fractions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy  # loads its statistics (half a second) when a test first asks

from components.study.inference import two_sided_t, two_sided_z
from components.study.sample import Sample

NAN = float("nan")


@dataclass(frozen=True)
class Test:
    """test: name. statistic, p: NaN if not computed. n: what was counted. clustered: stays
    valid when several observations share an event day. note: what to know about it."""

    test: str
    statistic: float
    p: float
    n: int
    clustered: bool
    note: str = ""

    __test__ = False  # not a test case for pytest


def cross_sectional(sample: Sample) -> Test:
    """mean(CAR) / (s(CAR) / sqrt(N)), Student t with N - 1 degrees of freedom.

    Allows for variance that the event itself adds; takes observations for independent. Brown &
    Warner (1980, J. Financial Economics 8); Boehmer, Musumeci & Poulsen (1991).
    """
    size = len(sample)
    statistic = _mean_over_error(sample.car)
    return Test(
        "Cross-sectional t",
        statistic,
        _t(statistic, size - 1),
        size,
        False,
        _few(size) or "Takes observations for independent.",
    )


def cross_sectional_by_day(sample: Sample) -> Test:
    """mean(CAR) over its error clustered by event day, Student t with G - 1 degrees of freedom.

    Variance G / (G - 1) * sum over the G event days of (sum of CAR_i - mean)^2, over N^2: firms
    hit on one day count as one shock. Liang & Zeger (1986, Biometrika 73); Cameron & Miller
    (2015, J. Human Resources 50).
    """
    size, days = len(sample), sample.event_days
    name = "Cross-sectional t, by event day"
    if days < 2:
        return Test(name, NAN, NAN, days, True, "Needs at least two event days.")
    mean = sample.car.mean()
    sums = np.bincount(sample.day, weights=sample.car - mean)
    error = math.sqrt(days / (days - 1) * (sums**2).sum()) / size
    statistic = mean / error if error > 0 else NAN
    return Test(
        name,
        statistic,
        _t(statistic, days - 1),
        days,
        True,
        "n counts event days; too sure where event windows overlap.",
    )


def patell(sample: Sample) -> Test:
    """sum(SCAR) / sqrt(sum of df_i / (df_i - 2)), standard normal.

    Under normality SCAR_i is Student t with the df_i of its regression. Here SCAR uses the exact
    multi-day prediction error; Patell's sum of daily SARs ignores that their errors are shared.
    Assumes that the event adds no variance. Patell (1976, J. Accounting Research 14).
    """
    statistic = _patell(sample)
    return Test(
        "Patell Z",
        statistic,
        float(two_sided_z(statistic)),
        len(sample),
        False,
        _few(len(sample), 1) or "Assumes independence and no variance added by events.",
    )


def patell_adjusted(sample: Sample) -> Test:
    """Patell's Z over sqrt(1 + (N - 1) r), r the mean correlation of the CARs.

    Kolari & Pynnonen (2010, Review of Financial Studies 23, 3996-4025); r, which here also counts
    windows that overlap in part and shared estimation days, is `dependence.mean_correlation`.
    """
    statistic = _patell(sample) / _inflation(sample)
    return Test(
        "Patell Z, adjusted",
        statistic,
        float(two_sided_z(statistic)),
        len(sample),
        True,
        _few(len(sample), 1)
        or f"Mean correlation {sample.mean_correlation:.3f}; assumes no variance added by events.",
    )


def bmp(sample: Sample) -> Test:
    """mean(SCAR) / (s(SCAR) / sqrt(N)), Student t with N - 1 degrees of freedom.

    Standardised and robust to variance that events add; takes observations for independent.
    Boehmer, Musumeci & Poulsen (1991, J. Financial Economics 30, 253-272).
    """
    statistic = _mean_over_error(sample.scar)
    return Test(
        "BMP t",
        statistic,
        _t(statistic, len(sample) - 1),
        len(sample),
        False,
        _few(len(sample)) or "Takes observations for independent.",
    )


def bmp_adjusted(sample: Sample) -> Test:
    """BMP times sqrt((1 - r) / (1 + (N - 1) r)), r the mean correlation of the CARs.

    Kolari & Pynnonen (2010): with correlation the cross-sectional variance is too small by 1 - r
    and the variance of the mean by 1 + (N - 1) r. For r see `dependence.mean_correlation`.
    """
    r = sample.mean_correlation
    statistic = _mean_over_error(sample.scar) * math.sqrt(max(1 - r, 0.0)) / _inflation(sample)
    return Test(
        "BMP t, adjusted",
        statistic,
        _t(statistic, len(sample) - 1),
        len(sample),
        True,
        _few(len(sample)) or f"Mean correlation {r:.3f}.",
    )


def corrado_rank(sample: Sample) -> Test:
    """sqrt(L) (mean rank of the event window - 1/2) / S, standard normal.

    Each observation's abnormal returns of both windows are ranked together, U = rank / (1 + M_i)
    with M_i its known days (midranks for ties). Ubar_t is the mean over the N_t observations of
    day t, and S^2 the mean over all days of (N_t / N) (Ubar_t - 1/2)^2. Corrado (1989, J.
    Financial Economics 23); Corrado & Zivney (1992, J. Financial and Quantitative Analysis 27)
    for missing days; Cowan (1992) for several days.
    """
    size, length = len(sample), sample.length
    if not size:
        return Test("Corrado rank", NAN, NAN, 0, True, _few(0, 1))
    every = np.concatenate([sample.estimation_ar, sample.ar], axis=1)
    known = np.isfinite(every)
    ranks = scipy.stats.rankdata(every, axis=1, nan_policy="omit")
    score = np.where(known, ranks / (1 + known.sum(axis=1, keepdims=True)) - 0.5, 0.0)
    count = known.sum(axis=0)
    some = count > 0
    mean = score.sum(axis=0) / np.maximum(count, 1)
    spread = math.sqrt((count[some] / size * mean[some] ** 2).mean())
    statistic = math.sqrt(length) * mean[-length:].mean() / spread if spread > 0 else NAN
    return Test(
        "Corrado rank",
        statistic,
        float(two_sided_z(statistic)),
        size,
        True,
        "Ranks, so single large returns weigh little; too sure where event windows overlap.",
    )


def generalized_sign(sample: Sample) -> Test:
    """(W - N p) / sqrt(N p (1 - p)), standard normal.

    W counts positive CARs, p is the mean share of positive abnormal returns in the estimation
    windows, so that skewed returns do no harm. Cowan (1992, Review of Quantitative Finance and
    Accounting 2, 343-358).
    """
    size = len(sample)
    if not size:
        return Test("Generalized sign", NAN, NAN, 0, False, _few(0, 1))
    known = np.isfinite(sample.estimation_ar)
    share = ((sample.estimation_ar > 0).sum(axis=1) / known.sum(axis=1)).mean()
    variance = size * share * (1 - share)
    positive = int((sample.car > 0).sum())
    statistic = (positive - size * share) / math.sqrt(variance) if variance > 0 else NAN
    return Test(
        "Generalized sign",
        statistic,
        float(two_sided_z(statistic)),
        size,
        False,
        f"{positive} of {size} positive, {share:.0%} expected.",
    )


def sign(sample: Sample) -> Test:
    """Exact binomial test that positive and negative CARs are equally likely.

    The statistic is the share of positive CARs; CARs of exactly zero are left out. Arbuthnott
    (1710); Conover (1999, Practical Nonparametric Statistics, ch. 3.4).
    """
    positive, negative = int((sample.car > 0).sum()), int((sample.car < 0).sum())
    size = positive + negative
    if not size:
        return Test("Sign", NAN, NAN, 0, False, _few(0, 1))
    p = scipy.stats.binomtest(positive, size, 0.5).pvalue
    return Test("Sign", positive / size, float(p), size, False, f"{positive} of {size} positive.")


def wilcoxon(sample: Sample) -> Test:
    """Wilcoxon signed ranks of the CARs: is their distribution centred on zero?

    The statistic is the smaller rank sum; exact p for small samples without ties, else the
    normal approximation. Wilcoxon (1945, Biometrics Bulletin 1).
    """
    car = sample.car[sample.car != 0]
    if len(car) < 2:
        return Test("Wilcoxon", NAN, NAN, len(car), False, _few(len(car)))
    found = scipy.stats.wilcoxon(car)
    return Test(
        "Wilcoxon",
        float(found.statistic),
        float(found.pvalue),
        len(car),
        False,
        "Assumes independence and symmetry.",
    )


TESTS = (
    cross_sectional,
    cross_sectional_by_day,
    patell,
    patell_adjusted,
    bmp,
    bmp_adjusted,
    corrado_rank,
    generalized_sign,
    sign,
    wilcoxon,
)
"""Every test, in the order in which they are shown."""


def _mean_over_error(values: np.ndarray) -> float:
    if len(values) < 2:
        return NAN
    error = values.std(ddof=1) / math.sqrt(len(values))
    return float(values.mean() / error) if error > 0 else NAN


def _patell(sample: Sample) -> float:
    df = sample.fit.df
    if not len(sample) or (df <= 2).any():
        return NAN
    return float(sample.scar.sum() / math.sqrt((df / (df - 2)).sum()))


def _inflation(sample: Sample) -> float:
    """sqrt(1 + (N - 1) r); NaN where a negative mean correlation leaves nothing."""
    inside = 1 + (len(sample) - 1) * sample.mean_correlation
    return math.sqrt(inside) if inside > 0 else NAN


def _t(statistic: float, df: int) -> float:
    return float(two_sided_t(np.array(statistic), np.array(df))) if df > 0 else NAN


def _few(size: int, needed: int = 2) -> str:
    words = {1: "one observation", 2: "two observations"}
    return "" if size >= needed else f"Needs at least {words[needed]}."
