"""What the tests of docs/guarantees.md ask of deed, asked of its peers: many runners at once, a killed CREATE INDEX CONCURRENTLY, a busy table."""

import contextlib
import os
import re
import signal
import subprocess
import time

from harness import work
from harness.timing import execute

TABLES = work.creating_tables(5)
INDEX = work.Revision(5, "CREATE INDEX CONCURRENTLY t0_name ON t0 (name);", "DROP INDEX t0_name;", autocommit=True)
COLUMN = work.Revision(5, "ALTER TABLE t0 ADD COLUMN extra integer;", "ALTER TABLE t0 DROP COLUMN extra;")
RUNNERS = 10
# Ten programs that start slowly share two processors; beyond it a round counts as hanging.
PATIENCE = 120
SAID = re.compile(r'relation "[^"]*" already exists|Dirty database version \d+|(?i:error:?) [^\n]{1,80}')


def _start(command, log):
    environment = {**os.environ, **{name: str(value) for name, value in command.environment.items()}}
    return subprocess.Popen([str(word) for word in command.words], cwd=command.directory, env=environment, stdin=subprocess.DEVNULL,
                            stdout=log, stderr=log, start_new_session=True)


def _kill(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def race(bench, tool, rounds):
    """How many of ten runners at once on an empty database end with 0, in each round, and whether all of the work is there then."""
    revisions = [*TABLES, INDEX] if tool.autocommit else TABLES
    directory = bench.files(tool, "race", revisions)
    counts, complete, hung = [], 0, 0
    for _ in range(rounds):
        database = bench.server.fresh(f"race_{tool.name}")
        with open(bench.directory / f"race-{tool.name}.log", "ab") as log:
            runners = [_start(tool.upgrade(directory, database), log) for _ in range(RUNNERS)]
            deadline = time.monotonic() + PATIENCE
            while time.monotonic() < deadline and any(runner.poll() is None for runner in runners):
                time.sleep(0.05)
            hung += sum(runner.poll() is None for runner in runners)
            counts.append(sum(runner.poll() == 0 for runner in runners))
            for runner in runners:
                _kill(runner)
        made = bench.server.psql(database, "-c", "SELECT count(*) FROM pg_class c LEFT JOIN pg_index i ON indexrelid = c.oid "
                                                 "WHERE relname ~ '^t[0-4](_name)?$' AND indisvalid IS NOT FALSE")
        complete += int(made) == len(revisions)
    return f"{sum(counts)} of {rounds * RUNNERS} end with 0 ({', '.join(map(str, counts))})" + (
        f", {hung} hang" if hung else "") + f"; all is there in {complete} of {rounds} rounds"


def _prepared(bench, tool, kind, last):
    """A database with everything but the last revision, whose file is there."""
    directory = bench.files(tool, kind, TABLES)
    database = bench.server.fresh(f"{kind}_{tool.name}")
    bench.insist(tool.upgrade(directory, database))
    bench.server.sql(database, "INSERT INTO t0 (name) SELECT number::text FROM generate_series(1, 1000) number;")
    tool.write(directory, [*TABLES, last])
    return database, tool.upgrade(directory, database)


@contextlib.contextmanager
def _old_transaction(bench, database):
    """Has read t0 and stays open."""
    session = subprocess.Popen([bench.server.binaries / "psql", "-X", "-q", "-h", bench.server.directory, "-U", "postgres", database],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    session.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT count(*) FROM t0;\n")
    session.stdin.flush()
    session.stdout.readline()
    try:
        yield
    finally:
        session.kill()
        session.wait()


def _wait_until(bench, condition, patience=60):
    deadline = time.monotonic() + patience
    while bench.server.psql("postgres", "-c", f"SELECT {condition}") != "t":
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _running(text):
    return f"EXISTS (SELECT FROM pg_stat_activity WHERE query ~* '{text}' AND state = 'active' AND pid <> pg_backend_pid())"


def killed_index(bench, tool):
    """SIGKILL while CREATE INDEX CONCURRENTLY waits for an old transaction; then the transaction ends, and the same command runs again."""
    if not tool.autocommit:
        return "cannot run it: everything is one transaction"
    database, command = _prepared(bench, tool, "killed", INDEX)
    building = _running("CREATE INDEX CONCURRENTLY")
    with open(bench.directory / f"killed-{tool.name}.log", "wb") as log:
        with _old_transaction(bench, database):
            runner = _start(command, log)
            if not _wait_until(bench, building):
                _kill(runner)
                return "never came to the statement"
            _kill(runner)
            time.sleep(3)
    _wait_until(bench, f"NOT {building}")
    states = [_index_state(bench, database)]
    run = execute(command)
    states.append(_index_state(bench, database))
    said = SAID.search(run.output)
    return f"index {states[0]} after the kill; again: exit code {run.code}, index {states[1]}" + (f", `{said[0]}`" if run.code and said else "")


def _index_state(bench, database):
    state = bench.server.psql(database, "-c", "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('t0_name')")
    return {"t": "valid", "f": "invalid", "": "absent"}[state]


def busy_table(bench, tool):
    """The longest wait of a reader while an ALTER TABLE waits for a transaction that is open for eight seconds."""
    database, command = _prepared(bench, tool, "busy", COLUMN)
    longest = 0.0
    with open(bench.directory / f"busy-{tool.name}.log", "wb") as log, contextlib.ExitStack() as old:
        old.enter_context(_old_transaction(bench, database))
        runner = _start(command, log)
        if not _wait_until(bench, _running("ALTER TABLE t0")):
            _kill(runner)
            return "never came to the statement"
        ends = time.monotonic() + 8
        reader = None
        while time.monotonic() < ends or reader:
            if reader is None:
                began = time.monotonic()
                reader = subprocess.Popen([bench.server.binaries / "psql", "-X", "-h", bench.server.directory, "-U", "postgres", "-d", database, "-c",
                                           "SELECT count(*) FROM t0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if reader.poll() is not None:
                longest, reader = max(longest, time.monotonic() - began), None
            if time.monotonic() >= ends:
                old.close()
            time.sleep(0.02)
        code = runner.wait(PATIENCE)
    return f"a reader waits {longest:.1f} s at most; exit code {code}"
