"""Writes beta_geometric_reference.csv: the stated closed forms of BG/NBD (e = 0) and MBG/NBD (e = 1)
in as many digits as it takes for two precisions to agree to 20. Needs mpmath 1.4.1.

    python beta_geometric_reference.py > beta_geometric_reference.csv
"""
import random

from mpmath import mp, mpf, hyp2f1, beta, loggamma, log, exp, quad, gamma, log1p, inf, linspace


def ln_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def log_likelihood(e, r, al, a, b, x, tx, T):
    first = ln_beta(a, b + x + e) - ln_beta(a, b) - (r + x) * log(al + T)
    second = ln_beta(a + 1, b + x + e - 1) - ln_beta(a, b) - (r + x) * log(al + tx) if x + e > 0 else -inf
    both = first + log1p(exp(second - first)) if second < first else second + log1p(exp(first - second))
    return loggamma(r + x) - loggamma(r) + r * log(al) + both


def alive(e, r, al, a, b, x, tx, T):
    if x + e == 0:
        return mpf(1)
    return 1 / (1 + a / (b + x + e - 1) * ((al + T) / (al + tx)) ** (r + x))


def cet(e, r, al, a, b, x, tx, T, t, p_alive=None):
    if t == 0:
        return mpf(0)
    z = t / (al + T + t)
    c = a + b + x + e - 1
    inner = (1 - z) ** (a - 1) * hyp2f1(c - r - x, a - 1, c, z, maxterms=10**6)
    return c / (a - 1) * (1 - inner) * (alive(e, r, al, a, b, x, tx, T) if p_alive is None else p_alive)


def dect(e, r, al, a, b, x, tx, T, t, d):
    parts = [mpf(0)] + [t * mpf(2) ** -j for j in range(12, -1, -1)]
    # Of a customer alive: quad's error bound is absolute, and P(alive) may be 1e-100.
    given_alive = lambda s: cet(e, r, al, a, b, x, tx, T, s, mpf(1))
    tail = quad(lambda s: exp(-d * s) * given_alive(s), parts)
    return (exp(-d * t) * given_alive(t) + d * tail) * alive(e, r, al, a, b, x, tx, T)


def alive_at(e, r, al, a, b, x, tx, T, t):
    z = t / (al + T + t)
    c = a + b + x + e
    return alive(e, r, al, a, b, x, tx, T) * (1 - z) ** a * hyp2f1(a, c - r - x, c, z, maxterms=10**6)


def agreed(f, *numbers, digits=40):
    """f in growing precision until two answers agree."""
    previous = None
    while digits < 1500:
        mp.dps = digits
        now = f(numbers[0], *[mpf(n) for n in numbers[1:]])
        if previous is not None and abs(now - previous) <= mpf(10) ** -20 * abs(now):
            return mp.nstr(now, 20)
        previous, digits = now, 2 * digits
    raise ValueError("no agreement")


def points():
    rng = random.Random(20261122)
    u = lambda lo, hi: float("%.6g" % (10 ** rng.uniform(lo, hi)))
    for x in [0, 0, 0, 1, 1, 2, 3, 5, 10, 20, 50, 100, 300, 1000, 10**4, 10**5]:
        for e in (0, 1):
            for _ in range(4 if x < 10**5 else 2):
                T = u(-1, 3)
                tx = 0.0 if x == 0 else T * rng.choice([1.0, 0.999, 0.9, 0.5])
                yield e, u(-2, 1.3), u(-1.5, 3), u(-1.3, 1), u(-1.3, 1.3), x, tx, T, u(-3, 3), u(-4, -1)
    # corners: starts of optimisers, singularities of the closed forms, many more purchases than time
    for e in (0, 1):
        yield e, 0.5, 1e5, 0.8, 2.5, 3, 20.0, 40.0, 52.0, 0.002
        yield e, 1e5, 1e6, 0.8, 2.5, 3, 20.0, 40.0, 52.0, 0.002
        yield e, 500.0, 5000.0, 0.8, 2.5, 3, 20.0, 40.0, 52.0, 0.002
        if e == 0:  # takes minutes
            yield e, 0.5, 5.0, 1e4, 1e5, 3, 20.0, 40.0, 52.0, 0.002
        yield e, 0.5, 5.0, 1e-3, 1e-2, 0, 0.0, 40.0, 52.0, 0.002
        yield e, 0.5, 5.0, 1.0 + 2**-40, 1.5, 2, 20.0, 40.0, 52.0, 0.002
        yield e, 0.25, 4.4, 0.4, 0.6 + 2**-40, 0, 0.0, 39.0, 39.0, 0.002
        yield e, 0.25, 0.01, 0.8, 2.5, 0, 0.0, 0.0, 521.0, 0.002
        yield e, 0.25, 1e-4, 0.8, 2.5, 0, 0.0, 0.0, 521.0, 0.002
        yield e, 20.0, 10.0, 0.8, 2.5, 0, 0.0, 0.0, 52.0, 0.002
        yield e, 0.25, 4.4, 30.0, 60.0, 1000, 39.0, 39.0, 521.0, 0.002


if __name__ == "__main__":
    import sys
    print("# mpmath 1.4.1, beta_geometric_reference.py: closed forms, two precisions agreeing to 20 digits")
    print("e,r,alpha,a,b,x,tx,T,t,rate,logLikelihood,alive,aliveAt,expected,discounted")
    for p in points():
        history, t, d = p[:8], p[8], p[9]
        try:
            row = [agreed(log_likelihood, *history), agreed(alive, *history), agreed(alive_at, *history, t),
                   agreed(cet, *history, t), agreed(dect, *history, t, d)]
        except (ValueError, mp.NoConvergence) as problem:
            print("skipped", p, problem, file=sys.stderr)
            continue
        print(",".join([repr(v) for v in p] + row), flush=True)
