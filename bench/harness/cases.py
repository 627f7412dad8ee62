"""What is measured: one table of cases at the end, the contestants of each above it. The first contestant of a case is what the others are divided by."""

import dataclasses
from typing import Callable

from harness import models, work
from harness.proxy import Proxy
from harness.timing import Command, Contestant

# They take seconds for each hundred revisions, so minutes for a round of a large case.
SLOW = {"sqitch": 1, "knex": 2, "node-pg-migrate": 2, "drizzle-kit": 2, "Alembic": 3, "MikroORM": 2}


@dataclasses.dataclass
class Case:
    title: str
    goal: str
    contestants: Callable
    rounds: int
    quick: int = 0  # rounds of --quick; 0: not in it
    unit: float = 1  # steps in a run, where a step's own cost is of interest
    roomy: bool = False  # Server.ROOMY


def _psql(bench, database, *words):
    return Contestant("psql", bench.psql.run(".", database, *words))


def start(bench):
    return [Contestant("psql --version", bench.psql.version())] + [
        Contestant(f"{tool.name} --version", tool.version(), rounds=3 * SLOW.get(tool.name, 1000)) for tool in [bench.deed, *bench.peers]]


def heads(bench):
    revisions = work.creating_tables(200)
    found = [Contestant("psql --version", bench.psql.version())]
    for tool in [bench.deed, *bench.peers]:
        directory = bench.files(tool, "create", revisions)
        if tool.offline(directory):
            found.append(Contestant(f"{tool.name} heads", tool.offline(directory)))
    return found


def review(count):
    def contestants(bench):
        directory = bench.files(bench.deed, "create", work.creating_tables(count))
        return [Contestant("psql --version", bench.psql.version()), Contestant("deed review", bench.deed.run(directory, "none", "review"))]
    return contestants


def no_op(bench):
    revisions = work.creating_tables(200)
    found = [_psql(bench, "postgres", "-c", "select 1")]
    for tool in [bench.deed, *bench.peers]:
        directory = bench.files(tool, "create", revisions)
        database = bench.applied(tool, directory)
        found.append(Contestant(tool.name, tool.upgrade(directory, database), rounds=5 * SLOW.get(tool.name, 1000)))
    return found


def apply(count, tools=None):
    def contestants(bench):
        revisions = work.creating_tables(count)
        found = []
        for tool in [bench.psql, bench.deed, *bench.peers]:
            if tools and tool.name not in tools:
                continue
            directory = bench.files(tool, "create", revisions)
            database = f"apply_{tool.name}"
            found.append(Contestant(tool.name, tool.upgrade(directory, database), lambda database=database: bench.server.fresh(database),
                                    SLOW.get(tool.name, 1000)))
        return found
    return contestants


def apply_far(count, round_trip):
    """Through a proxy that delays. Psql sends statements one by one."""
    def contestants(bench):
        proxy = bench.stack.enter_context(Proxy(bench.server.directory, str(bench.directory / f"delay{round_trip}-{count}"), round_trip))
        found = apply(count, ("psql", "deed", "dbmate", "goose"))(bench)
        for contestant in found:
            contestant.command = bench.through(proxy, contestant.command)
        return found
    return contestants


def autogenerate(own, others, rivals=True):
    def contestants(bench):
        database = models.furnish(bench, own, others)
        found = [Contestant("pg_dump -s", Command([bench.server.binaries / "pg_dump", "-s", "-f", "/dev/null", "-h", bench.server.directory,
                                                   "-U", "postgres", database]))]
        found += models.deed_contestants(bench, database, own, very_first=not bench.quick)
        if rivals:
            found += models.peer_contestants(bench, database, own)
        return found
    return contestants


def guard(others):
    """Adding columns to an own table, a transaction each, in a database with so many other tables; two hundred, so that what a run costs by itself counts little."""
    def contestants(bench):
        database = bench.furnished(f"guard{others}", work.neighbours_tables(others))
        found = []
        for tool in (bench.psql, bench.deed):
            revisions = [dataclasses.replace(revision, up=revision.up.replace("t0", f"t0_{tool.name}"))
                         for revision in work.creating_tables(1) + work.adding_columns(200)]
            directory = bench.files(tool, f"guard{others}", revisions)
            found.append(Contestant(tool.name, tool.upgrade(directory, database), lambda tool=tool: _forget(bench, database, tool)))
        return found
    return contestants


def _forget(bench, database, tool):
    bench.server.sql(database, f"DROP TABLE IF EXISTS t0_{tool.name};" + (
        "DROP TABLE IF EXISTS version;" if tool.name == "psql" else "DROP SCHEMA IF EXISTS deed CASCADE;") + "CHECKPOINT;")


CASES = {
    "start": Case("Start: `--version`", "deed: psql + 2 ms", start, 20, 5),
    "heads": Case("Start: `heads`, 200 revisions", "deed: psql + 2 ms", heads, 20, 5),
    "review-200": Case("`review`, 200 revisions", "< 50 ms", review(200), 15, 5),
    "review-2000": Case("`review`, 2,000 revisions", "", review(2000), 5),
    "no-op": Case("Nothing to do, 200 revisions", "<= 1.2, <= 12 MiB", no_op, 30, 8),
    "apply-100": Case("100 revisions from empty, a transaction each", "<= 1.0", apply(100, ("psql", "deed", "dbmate", "goose", "golang-migrate",
                                                                                         "Alembic")), 5, 2),
    "apply-1000": Case("1,000 revisions from empty, a transaction each", "<= 1.0", apply(1000), 5),
    "apply-far": Case("200 revisions from empty over a network of 1 ms", "<= 0.7", apply_far(200, 0.001), 5),
    "apply-far-1000": Case("1,000 revisions from empty over a network of 1 ms", "<= 0.7", apply_far(1000, 0.001), 3),
    "apply-far-5": Case("1,000 revisions from empty over a network of 5 ms", "<= 0.7", apply_far(1000, 0.005), 2),
    "autogenerate-1000": Case("Autogenerate, 1,000 own tables, one column changed", "very first <= 7, then <= 1", autogenerate(1000, 0), 5, roomy=True),
    "autogenerate-5000": Case("Autogenerate, 50 own tables of 5,000", "<= 0.3, < 40 MiB", autogenerate(50, 4950), 5, roomy=True),
    "autogenerate-20000": Case("Autogenerate, 50 own tables of 20,000", "<= 0.3", autogenerate(50, 19950, False), 5, roomy=True),
    "autogenerate-500": Case("Autogenerate, 50 own tables of 500", "", autogenerate(50, 450), 5, 2, roomy=True),
    "guard-1000": Case("200 steps on an own table beside 1,000 tables", "guard <= 1 ms a step", guard(1000), 9, 2, 200),
    "guard-20000": Case("200 steps on an own table beside 20,000 tables", "guard <= 1 ms a step", guard(20000), 9, 0, 200),
}
