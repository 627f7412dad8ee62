"""How time and memory grow with what grows: one table of curves at the end."""

import dataclasses
import math
import statistics
from typing import Callable

from harness import models, work
from harness.proxy import Proxy
from harness.timing import Command, Contestant, execute, insist, peak_memory


@dataclasses.dataclass
class Curve:
    title: str
    along: str  # what x is
    points: list
    contestants: Callable  # (bench, x) -> contestants
    # Of the time: what is the work grows as it does, what is not stays.
    expected: str
    # What --quick goes up to.
    quick: int = 100
    roomy: bool = False  # Server.ROOMY


@dataclasses.dataclass
class Point:
    x: float
    milliseconds: float
    least: float
    processor: float  # the program's own milliseconds
    mebibytes: float


def measure(bench, curve, rounds, greatest=math.inf):
    """Name -> points."""
    series = {}
    for x in curve.points:
        if x > greatest:
            continue
        for contestant in curve.contestants(bench, x):
            contestant.prepare()
            run, mebibytes = peak_memory(contestant.command)
            insist(contestant, run)
            runs = []
            for _ in range(rounds):
                contestant.prepare()
                run = execute(contestant.command)
                insist(contestant, run)
                runs.append(run)
            times = [run.seconds * 1000 for run in runs]
            point = Point(x, statistics.median(times), min(times), min(run.processor_seconds for run in runs) * 1000, mebibytes)
            series.setdefault(contestant.name, []).append(point)
            print(f"{curve.title}: {contestant.name} at {x:g}: {point.milliseconds:.1f} ms, {point.processor:.1f} its own, {mebibytes:.0f} MiB", flush=True)
    return series


def exponent(points, value):
    """Of the power law through the upper decade, in which a fixed cost counts least; None where there is none."""
    top = [point for point in points if point.x > 0 and point.x >= max(point.x for point in points) / 10]
    if len(top) < 2 or any(value(point) <= 0 for point in top):
        return None
    xs = [math.log(point.x) for point in top]
    ys = [math.log(value(point)) for point in top]
    middle_x, middle_y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys)) / sum((x - middle_x) ** 2 for x in xs)


def _commenting(count, statements=1):
    """Steps that cost the server next to nothing: what grows is the tool's. The first one makes the table."""
    first = work.Revision(0, "CREATE TABLE t0 (id integer);", "DROP TABLE t0;")
    rest = [work.Revision(number, "".join(f"COMMENT ON TABLE t0 IS '{number}.{part}';\n" for part in range(statements)),
                          "COMMENT ON TABLE t0 IS NULL;") for number in range(1, count)]
    return [first, *rest]


def _upgrade(bench, tools, kind, revisions):
    found = []
    for tool in tools:
        directory = bench.files(tool, kind, revisions)
        database = f"curve_{tool.name}"
        found.append(Contestant(tool.name, tool.upgrade(directory, database), lambda database=database: bench.server.fresh(database)))
    return found


def upgrade(bench, count):
    return _upgrade(bench, (bench.psql, bench.deed), "comment", _commenting(count))


def nothing_to_do(bench, count):
    directory = bench.files(bench.deed, "comment", _commenting(count))
    return [Contestant("deed", bench.deed.upgrade(directory, bench.applied(bench.deed, directory)))]


def review(bench, count):
    directory = bench.files(bench.deed, "comment", _commenting(count))
    return [Contestant("deed review", bench.deed.run(directory, "none", "review")),
            Contestant("deed heads", bench.deed.run(directory, "none", "heads"))]


def statements(bench, count):
    return _upgrade(bench, (bench.psql, bench.deed), f"statements{count}", _commenting(2, count))


def _dump(bench, database):
    return Contestant("pg_dump -s", Command([bench.server.binaries / "pg_dump", "-s", "-f", "/dev/null", "-h", bench.server.directory,
                                             "-U", "postgres", database]))


def own_tables(bench, count):
    database = models.furnish(bench, count, 0)
    return [_dump(bench, database), *models.deed_contestants(bench, database, count, very_first=False)]


def neighbours(bench, count):
    database = models.furnish(bench, 50, count)
    return [_dump(bench, database), models.deed_contestants(bench, database, 50, very_first=False)[1]]


def guarded_steps(bench, count):
    """Two hundred steps on an own table."""
    database = bench.furnished(f"steps{count}", (work.neighbours_tables(count) if count else "") + "\nANALYZE;")
    revisions = _commenting(201)

    def prepare():
        bench.server.sql(database, "DROP TABLE IF EXISTS t0; DROP SCHEMA IF EXISTS deed CASCADE; CHECKPOINT;")
    return [Contestant("deed", bench.deed.upgrade(bench.files(bench.deed, "comment", revisions), database), prepare)]


def far(bench, milliseconds):
    proxy = bench.stack.enter_context(Proxy(bench.server.directory, str(bench.directory / f"far{milliseconds}"), milliseconds / 1000))
    found = _upgrade(bench, (bench.psql, bench.deed), "comment", _commenting(100))
    for contestant in found:
        contestant.command = bench.through(proxy, contestant.command)
    return found


REVISIONS = [10, 30, 100, 300, 1000, 3000, 10000]

CURVES = {
    "revisions": Curve("`upgrade` from empty", "revisions", REVISIONS, upgrade, "linear"),
    "no-op": Curve("`upgrade` with nothing to do", "revisions", REVISIONS, nothing_to_do, "linear: all files are read"),
    "review": Curve("`review` and `heads`", "revisions", REVISIONS, review, "linear: all files are read"),
    "own-tables": Curve("Autogenerate", "own tables", [10, 30, 100, 300, 1000, 2000, 5000], own_tables, "linear", roomy=True),
    "neighbours": Curve("Autogenerate of 50 own tables", "neighbours' tables", [0, 1000, 5000, 10000, 20000], neighbours, "flat", 1000, True),
    "guard": Curve("200 steps on an own table", "neighbours' tables", [0, 1000, 5000, 10000, 20000], guarded_steps, "flat", 1000),
    "statements": Curve("`upgrade` of one revision", "statements in it", [1, 10, 100, 1000, 3000, 10000], statements, "linear"),
    "network": Curve("`upgrade` of 100 revisions", "ms of round trip", [0, 1, 2, 5], far, "linear", 1),
}
