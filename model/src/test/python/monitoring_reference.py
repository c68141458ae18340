"""Writes monitoring_reference.csv: statistics of drift by SciPy. Needs SciPy 1.11.4 and NumPy 1.26.4.

    python monitoring_reference.py > monitoring_reference.csv
"""
import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

random = np.random.default_rng(20)


def text(values):
    return " ".join(repr(float(v)) if not float(v).is_integer() else str(int(v)) for v in np.atleast_1d(values))


def row(call, a, b, *expected):
    print(f"{call}|{text(a)}|{text(b)}|{text(np.array(expected, dtype=float).ravel())}")


print(f"# SciPy {scipy.__version__}, NumPy {np.__version__}; model/src/test/python/monitoring_reference.py")
print("call|a|b|expected")

for x in [0.01, 0.04, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.81, 0.82, 0.83, 1, 1.2, 1.3581, 1.6276, 2, 2.5, 3, 5, 9, 30]:
    row("scipy.special.kolmogorov(a)", x, 0, special.kolmogorov(x))

for df in list(range(1, 20)) + [49, 99, 255]:
    row("scipy.stats.chi2.ppf(.95, a)", df, 0, stats.chi2.ppf(0.95, df))

# Whole numbers with few values: every value of the reference is an edge.
for n, m, rate in [(400, 300, 4.0), (1000, 50, 4.4), (77, 900, 3.0), (300, 300, 9.0), (1, 1, 4.0)]:
    a = random.poisson(4, n) + 1
    b = np.minimum(random.poisson(rate, m), a.max() + 1)
    d = stats.ks_2samp(a, b).statistic
    row("scipy.stats.ks_2samp(a, b).statistic; kolmogorov(sqrt(n m / (n + m)) d)", a, b,
        d, special.kolmogorov(np.sqrt(n * m / (n + m)) * d))
    row("scipy.stats.wasserstein_distance(arcsinh(a), arcsinh(b))", a, b,
        stats.wasserstein_distance(np.arcsinh(a), np.arcsinh(b)))

for _ in range(12):
    k = random.integers(2, 9)
    a = random.multinomial(random.integers(200, 9000), random.dirichlet(np.ones(k)))
    b = random.multinomial(random.integers(200, 9000), random.dirichlet(np.ones(k)))
    row("scipy.spatial.distance.jensenshannon(a, b, base=2)", a, b, jensenshannon(a, b, base=2))
row("scipy.spatial.distance.jensenshannon(a, b, base=2)", [5, 0], [0, 7], 1)

for k in [2, 3, 5, 9]:
    for _ in range(3):
        shares = random.dirichlet(np.full(k, 9))
        a = random.multinomial(random.integers(900, 90000), shares)
        b = random.multinomial(random.integers(900, 9000), shares)
        found = stats.chi2_contingency([a, b], correction=False)
        row("scipy.stats.chi2_contingency([a, b], correction=False)", a, b, found.statistic, found.pvalue, found.dof)

# hits and customers of each side
for a, n, b, m in [(60, 1000, 60, 900), (60, 1000, 90, 900), (500, 9000, 3, 200), (10, 200, 190, 220), (700, 1000, 710, 999)]:
    found = stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False)
    row("scipy.stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False)", [a, n], [b, m],
        np.sqrt(found.statistic), found.pvalue)
for a, n, b, m in [(0, 10000, 1, 200), (0, 10000, 4, 300), (3, 1000, 0, 200), (2, 500, 7, 400), (498, 500, 393, 400),
                   (0, 200, 3, 200), (1, 1, 0, 3), (4, 1000000, 2, 250)]:
    row("scipy.stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue", [a, n], [b, m],
        stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue)

for n in [5, 200, 700]:
    expected = random.gamma(2, 0.5, n)
    actual = random.poisson(expected * random.gamma(0.3, 1 / 0.3, n) * 1.3 + 0.2) * 2
    found = stats.ttest_1samp(actual - expected, 0)
    row("scipy.stats.ttest_1samp(b - a, 0)", expected, actual, found.statistic, found.pvalue)

for n in [1, 2, 5, 40]:
    p = random.uniform(size=n) ** 3
    row('scipy.stats.false_discovery_control(a, method="bh")', p, 0, stats.false_discovery_control(p, method="bh"))
row('scipy.stats.false_discovery_control(a, method="bh")', [0.01, 0.01, 1, 0, 0.04, 0.04], 0,
    stats.false_discovery_control([0.01, 0.01, 1, 0, 0.04, 0.04], method="bh"))
