"""Reference values of BG/BB, sBG and BdW: direct sums of the papers' formulas with mpmath.

    python opportunity_reference.py > ../resources/perennial/model/opportunity_reference.csv
"""

import mpmath
from mpmath import mpf, log, exp, beta

mpmath.mp.dps = 60

# family, parameters, history (x, tx, T), horizon, rate, count
POINTS = [
    ("bg-bb", "1.203522 .749716 .656718 2.783442", 2, 4, 6, 5, ".1", 2),
    ("bg-bb", "1.203522 .749716 .656718 2.783442", 0, 0, 6, 40, ".1", 3),
    ("bg-bb", "1.203522 .749716 .656718 2.783442", 0, 0, 0, 10, ".02", 1),
    ("bg-bb", "1.203522 .749716 .656718 2.783442", 7, 30, 52.5, 12, ".002", 4),
    ("bg-bb", ".0001 .3 .0002 5", 0, 0, 100, 30, ".01", 1),
    ("bg-bb", "1e-4 1e4 1e-4 1e4", 0, 0, 20, 9, ".01", 1),
    ("bg-bb", "1e5 1 1e5 1", 3, 3, 5, 7, ".01", 2),
    ("bg-bb", "1 1e5 1 1e5", 3, 30, 500, 365, ".0003", 2),
    ("bg-bb", "1e5 1e5 1e5 1e5", 3, 6, 12, 24, ".005", 2),
    ("bg-bb", "1 1e5 1e-4 1e5", 0, 0, 5000, 3650, ".0003", 40),
    ("bg-bb", ".5 30 .3 400", 12, 700, 20000, 9000, ".0001", 35),
    ("bg-bb", "2 3 1e-3 5", 40, 100, 100000, 20, ".0001", 3),
    ("bg-bb", ".2 900 .05 900", 90000, 100000, 100000, 6000, ".00001", 3000),
    ("bg-bb", "1 1 1 1", 100000, 100000, 100000, 60, ".01", 60),
    ("sbg", ".70407732 1.18204307", 7, 7, 7, 5, ".1", 3),
    ("sbg", ".70407732 1.18204307", 3, 3, 7, 5, ".1", 3),
    ("sbg", "1 1", 0, 0, 0, 20000, ".0001", 15000),
    ("sbg", "1e-4 1e5", 99, 99, 99.5, 30000, ".0001", 10),
    ("sbg", "1e5 1e-4", 0, 0, 1, 10, ".1", 1),
    ("sbg", "1e5 1e5", 5, 5, 5, 10, ".1", 4),
    ("sbg", ".02 3", 50000, 50000, 50000, 50000, ".00002", 40000),
    ("bdw", ".455614 .779326 1.283451", 7, 7, 7, 5, ".1", 3),
    ("bdw", ".214253 1.426575 1.723565", 2, 2, 7, 5, ".1", 3),
    ("bdw", ".214253 1.426575 1.723565", 100, 100, 100.25, 20000, ".0001", 9000),
    ("bdw", "3 1e5 1.2", 0, 0, 0, 20000, ".0001", 6000),
    ("bdw", "1e-3 5 40", 3, 3, 3, 6000, ".001", 5),
    ("bdw", "20 .1 .05", 0, 0, 0, 5000, ".001", 3),
    ("bdw", "1e-3 2 100", 2, 2, 2, 50, ".01", 7),
    ("bdw", "1e5 1e5 .3", 40000, 40000, 40000, 100, ".01", 2),
]


def ratio(a, z, t):
    """B(a, z + t) / B(a, z)"""
    return exp(
        mpmath.loggamma(z + t) - mpmath.loggamma(z) - mpmath.loggamma(a + z + t) + mpmath.loggamma(a + z)
    )


def bgbb(p, x, tx, T, t, rate, count):
    a, b, g, d = p
    n = int(mpmath.floor(T))
    first = exp(
        mpmath.loggamma(a + x) - mpmath.loggamma(a) + mpmath.loggamma(b + tx - x) - mpmath.loggamma(b)
        - mpmath.loggamma(a + b + tx) + mpmath.loggamma(a + b)
    )
    term = first * beta(g + 1, d + tx) / beta(g, d)
    total = mpf(0)
    for i in range(n - tx):
        total += term
        term *= (b + tx - x + i) / (a + b + tx + i) * (d + tx + i) / (g + 1 + d + tx + i)
    stay = first * ratio(a + x, b + tx - x, n - tx) * ratio(g, d, n)
    like = total + stay
    alive = stay * (d + n) / (g + d + n) / like
    a1, b1, d1 = a + x, b + n - x, d + n + 1
    m = int(mpmath.floor(T + t)) - n
    wait = n + 1 - T
    surv, cet, dect = mpf(1), mpf(0), mpf(0)
    at_least, seq = mpf(0), None
    survs = []
    for j in range(1, m + 1):
        survs.append(surv)
        cet += surv
        dect += surv * exp(-rate * (wait + j - 1))
        surv *= (d1 + j - 1) / (g + d1 + j - 1)
    k = count
    term = exp(
        mpmath.loggamma(a1 + k) - mpmath.loggamma(a1) - mpmath.loggamma(a1 + b1 + k) + mpmath.loggamma(a1 + b1)
    )
    for l in range(k, m + 1):
        at_least += term * survs[l - 1]
        term *= mpf(l) / (l + 1 - k) * (b1 + l - k) / (a1 + b1 + l)
    mean = a1 / (a1 + b1)
    return log(like), alive, alive * mean * cet, alive * mean * dect, at_least


def contract(p, x, tx, T, t, rate, count):
    a, b = p[0], p[1]
    c = p[2] if len(p) > 2 else mpf(1)
    n = int(mpmath.floor(T))
    power = lambda k: mpf(k) ** c if k else mpf(0)
    s = lambda k: ratio(a, b, power(k))
    if tx < n:
        return log(s(tx) - s(tx + 1)), mpf(0), mpf(0), mpf(0), s(n + count) / s(n)
    m = int(mpmath.floor(T + t)) - n
    wait = n + 1 - T
    cet = dect = mpf(0)
    base = s(n)
    here = base
    for j in range(1, m + 1):
        if c == 1:
            here *= (b + n + j - 1) / (a + b + n + j - 1)
        else:
            here = s(n + j)
        cet += here / base
        dect += here / base * exp(-rate * (wait + j - 1))
    return log(base), mpf(1), cet, dect, s(n + count) / base


print("# mpmath", mpmath.__version__, "60 digits or more; model/src/test/python/opportunity_reference.py")
print("family,parameters,x,tx,T,t,rate,count,logLikelihood,probabilityAlive,expected,discounted,atLeast")
for family, parameters, x, tx, T, t, rate, count in POINTS:
    # Powers of tenure to 1e170 are in the log-gamma functions: as many digits more.
    mpmath.mp.dps = {"1e-3 5 40": 400, "1e-3 2 100": 400}.get(parameters, 60)
    p = [mpf(v) for v in parameters.split()]
    f = bgbb if family == "bg-bb" else contract
    values = f(p, x, tx, mpf(T), mpf(t), mpf(rate), count)
    numbers = ",".join(mpmath.nstr(v, 20) for v in values)
    print(f"{family},{parameters},{x},{tx},{T},{t},{rate},{count},{numbers}", flush=True)
