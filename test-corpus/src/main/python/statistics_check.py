"""Compares statistics of measurements with numpy's.

    statistics_check.py FOLDER

For each NAME.values (little-endian float32) with NAME.present (a byte for each value, 0 or 1) there is NAME.txt: six lines of the counts
(values, NaN, -inf, +inf), of least and greatest, of the histogram and of the quantiles; floats are hexadecimal bits or "nan". Quantiles are
asked of numpy's "inverted_cdf" too, where the place of the quantile is not a tie that its arithmetic in double may miss.
"""

import sys
from pathlib import Path

import numpy as np

PERMILLES = (1, 10, 50, 100, 250, 500, 750, 900, 950, 990, 999)


def number(text):
    return np.float32(np.nan) if text == "nan" else np.uint32(int(text, 16)).view(np.float32)


def expected_histogram(finite):
    if len(finite) == 0:
        return []
    least, greatest = finite.min().astype(np.float64), finite.max().astype(np.float64)
    bins = 1 if least == greatest else min(64, len(finite))
    if bins == 1:
        return [len(finite)]
    places = ((finite.astype(np.float64) - least) / (greatest - least) * bins).astype(np.int64)
    counts = np.bincount(np.minimum(places, bins - 1), minlength=bins).tolist()
    # numpy draws its edges elsewhere by an ulp: at most the values on an edge change sides.
    edges = least + (greatest - least) * np.arange(bins + 1) / bins
    edges[-1] = greatest
    of_numpy, _ = np.histogram(finite.astype(np.float64), bins=edges)
    on_edges = sum(np.isclose(finite, edge, rtol=1e-6, atol=0).sum() for edge in np.unique(edges))
    assert np.abs(np.array(counts) - of_numpy).sum() <= 2 * on_edges, (counts, of_numpy)
    return counts


def check(path):
    values = np.fromfile(path, "<f4")[np.fromfile(path.with_suffix(".present"), np.uint8) == 1]
    lines = path.with_suffix(".txt").read_text().split("\n")
    finite = np.sort(values[np.isfinite(values)])
    wanted = [len(values), np.isnan(values).sum(), np.isneginf(values).sum(), np.isposinf(values).sum()]
    assert [int(n) for n in lines[0].split()] == wanted, (path, lines[0], wanted)
    ends = [number(n) for n in lines[1].split()]
    if len(finite) == 0:
        assert np.isnan(ends).all() and lines[2] == "" and lines[3] == "", (path, lines)
        return 1
    assert ends == [finite[0], finite[-1]], (path, ends)
    assert [int(n) for n in lines[2].split()] == expected_histogram(finite), path
    quantiles = [number(n) for n in lines[3].split()]
    assert len(quantiles) == len(PERMILLES)
    for permille, quantile in zip(PERMILLES, quantiles):
        rank = max(1, (permille * len(finite) + 999) // 1000)
        assert quantile == finite[rank - 1], (path, permille, quantile, finite[rank - 1])
        if permille * len(finite) % 1000:
            assert quantile == np.quantile(finite, permille / 1000, method="inverted_cdf"), (path, permille)
    return 1


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        print(sum(check(path) for path in sorted(Path(sys.argv[1]).glob("*.values"))))
