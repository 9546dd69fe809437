"""P-values, quantiles, false discovery: small pure functions on arrays. NaN in, NaN out."""

from __future__ import annotations

import numpy as np
from scipy import special


def two_sided_t(t: np.ndarray, df: np.ndarray) -> np.ndarray:
    """Two-sided p-value of Student's t, from the lower tail of -|t| (no cancellation)."""
    return 2.0 * special.stdtr(df, -np.abs(t))


def two_sided_z(z: np.ndarray | float) -> np.ndarray | float:
    """Two-sided p-value of a standard normal, from the lower tail of -|z|."""
    return 2.0 * special.ndtr(-np.abs(z))


def t_quantile(df: np.ndarray, confidence: float) -> np.ndarray:
    """Half-width of a two-sided Student t interval in standard errors.

    Degrees of freedom repeat, so each distinct one is looked up once.
    """
    df = np.asarray(df, float)
    known = np.isfinite(df) & (df > 0)
    whole = np.where(known, df, 0).astype(np.int64)
    present = np.unique(whole)
    table = np.full(present[-1] + 1 if present.size else 1, np.nan)
    table[present] = special.stdtrit(np.maximum(present, 1), 0.5 + confidence / 2)
    return np.where(known, table[whole], np.nan)


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """False-discovery q-values: the smallest rate at which each p would be called a discovery.

    q_(i) = min over j >= i of p_(j) m / j, with m the p-values that are known; NaN stays NaN and
    does not count. Valid for independent and for positively dependent tests. Benjamini &
    Hochberg (1995, J. Royal Statistical Society B 57, 289-300); Benjamini & Yekutieli (2001,
    Annals of Statistics 29).
    """
    p = np.asarray(p, float)
    out = np.full(p.shape, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    if known.size:
        order = known[np.argsort(p[known], kind="stable")]
        scaled = p[order] * known.size / np.arange(1, known.size + 1)
        out[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return out


def placebo_share(
    size: np.ndarray, row: np.ndarray, own: np.ndarray, placebo: list[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many ordinary windows were at least as unusual: (share, k, n).

    share = (k + 1) / (n + 1): k of the listing's n event-free windows have |t| >= `size`, and the
    window itself is counted among them, so that the share is never zero and is a valid
    randomisation p-value (Phipson & Smyth 2010, Statistical Applications in Genetics and
    Molecular Biology 9). `own` marks pairs whose own window is one of the n; it is not compared
    with itself. NaN where `size` is NaN or nothing can be compared.
    """
    share = np.full(size.shape, np.nan)
    large, count = np.zeros(size.shape), np.zeros(size.shape)
    for at, ordinary in enumerate(placebo):
        here = np.flatnonzero((row == at) & np.isfinite(size))
        if not here.size:
            continue
        n = len(ordinary) - own[here]
        k = len(ordinary) - np.searchsorted(ordinary, size[here], side="left") - own[here]
        large[here], count[here] = k, n
        share[here] = np.where(n > 0, (k + 1) / (n + 1), np.nan)
    return share, large, count
