"""Writes pareto_reference.csv: the closed forms of Pareto/NBD by Gauss's 2F1 (Fader and Hardie 2005, (A2.3)), and
integrals by quadrature where there is none, in as many digits as it takes for two precisions to agree to 20.
Needs mpmath 1.4.1.

    python pareto_reference.py > pareto_reference.csv
"""
import random

from mpmath import mp, mpf, hyp2f1, loggamma, log, exp, quad, binomial, gamma


def bracket(r, al, s, be, x, tx, T):
    """Both ways of the likelihood: gone before T, with its factor, and the sum."""
    w, m, d = r + s + x, max(al, be), abs(al - be)
    q1, q2 = (s + 1, s) if al >= be else (r + x, r + x + 1)
    first = s / w * hyp2f1(w, q1, w + 1, d / (m + tx), maxterms=10**6) / (m + tx) ** w
    second = (r + x) / w * hyp2f1(w, q2, w + 1, d / (m + T), maxterms=10**6) / (m + T) ** w
    return first + second


def log_likelihood(r, al, s, be, x, tx, T):
    return loggamma(r + x) - loggamma(r) + r * log(al) + s * log(be) + log(bracket(r, al, s, be, x, tx, T))


def alive(r, al, s, be, x, tx, T):
    return (al + T) ** -(r + x) * (be + T) ** -s / bracket(r, al, s, be, x, tx, T)


def alive_at(r, al, s, be, x, tx, T, t):
    return alive(r, al, s, be, x, tx, T) * ((be + T) / (be + T + t)) ** s


def cet(r, al, s, be, x, tx, T, t):
    life = (be + T) / (s - 1) * (1 - ((be + T) / (be + T + t)) ** (s - 1))
    return alive(r, al, s, be, x, tx, T) * (r + x) / (al + T) * life


def panels(t, *scales):
    """Geometric from the smallest scale, for integrands that vary by its ratio."""
    low = min(min(scales), t) / 1000
    n = int(mp.ceil(mp.log(t / low) / mp.log(2)))
    return [mpf(0)] + [low * (t / low) ** (mpf(i) / n) for i in range(n + 1)]


def dect(r, al, s, be, x, tx, T, t, d):
    life = quad(lambda v: (1 + v / (be + T)) ** -s * exp(-d * v), panels(t, be + T, 1 / d))
    return alive(r, al, s, be, x, tx, T) * (r + x) / (al + T) * life


def count(n):
    def probability(r, al, s, be, x, tx, T, t):
        k, A, B = r + x, al + T, be + T
        c = gamma(k + n) / gamma(k) / gamma(n + 1)
        nbd = lambda v: c * (1 + v / A) ** -k * (v / (A + v)) ** n
        f = lambda v: s / B * (1 + v / B) ** -(s + 1)
        p = (1 + t / B) ** -s * nbd(t) + quad(lambda v: f(v) * nbd(v), panels(t, A / (k + n), B / (s + 1)))
        a = alive(r, al, s, be, x, tx, T)
        return 1 - a * (1 - p) if n == 0 else a * p
    return probability


def agreed(f, *numbers, digits=40):
    previous = None
    while digits < 1500:
        mp.dps = digits
        now = f(*[mpf(n) for n in numbers])
        if previous is not None and abs(now - previous) <= mpf(10) ** -20 * abs(now):
            return mp.nstr(now, 20)
        previous, digits = now, 2 * digits
    raise ValueError("no agreement")


def points():
    rng = random.Random(20261123)
    u = lambda lo, hi: float("%.6g" % (10 ** rng.uniform(lo, hi)))
    for x in [0, 0, 0, 1, 1, 2, 3, 5, 10, 20, 50, 100, 300, 1000, 10**4]:
        for _ in range(5 if x < 10**4 else 2):
            T = u(-1, 3)
            tx = 0.0 if x == 0 else T * rng.choice([1.0, 0.999, 0.9, 0.5])
            yield u(-2, 1.3), u(-1.5, 3), u(-1.3, 1), u(-1.5, 3), x, tx, T, u(-1, 2.5), u(-4, -1)
    # optimiser starts, alpha = beta, s near 1, a life that ends at once, likelihood near 1
    yield 1.0, 1.0, 1.0 + 2**-40, 1e5, 3, 20.0, 40.0, 52.0, 0.002
    yield 1.0, 1.0, 1.0 + 2**-40, 1e4, 0, 0.0, 39.0, 52.0, 0.002
    yield 0.5, 1e5, 0.8, 1.0, 3, 20.0, 40.0, 52.0, 0.002
    yield 0.5, 5.0, 0.6, 5.0, 3, 10.0, 30.0, 52.0, 0.002
    yield 0.5, 5.0, 0.6, 5.0 + 2**-30, 3, 10.0, 30.0, 52.0, 0.002
    yield 0.5, 200.0, 0.6, 0.01, 3, 10.0, 30.0, 52.0, 0.002
    yield 0.5, 5.0, 200.0, 0.01, 2, 10.0, 30.0, 52.0, 0.002
    yield 0.5, 1e5, 500.0, 10.0, 0, 0.0, 1.0, 52.0, 0.002
    yield 300.0, 3000.0, 100.0, 9000.0, 7, 39.0, 40.0, 52.0, 0.002


if __name__ == "__main__":
    import sys
    print("# mpmath 1.4.1, pareto_reference.py: closed forms and quadrature, two precisions agreeing to 20 digits")
    print("r,alpha,s,beta,x,tx,T,t,rate,logLikelihood,alive,aliveAt,expected,discounted,none,three")
    for p in points():
        history, t, d = p[:7], p[7], p[8]
        try:
            row = [agreed(log_likelihood, *history), agreed(alive, *history), agreed(alive_at, *history, t),
                   agreed(cet, *history, t), agreed(dect, *history, t, d, digits=30),
                   agreed(count(0), *history, t, digits=30), agreed(count(3), *history, t, digits=30)]
        except (ValueError, mp.NoConvergence) as problem:
            print("skipped", p, problem, file=sys.stderr)
            continue
        print(",".join([repr(v) for v in p] + row), flush=True)
