"""How much a tool asks of the server: statements in the server's log, and waits of the client that a proxy counts."""

import dataclasses
import re
import time

from harness import work
from harness.proxy import Proxy

STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*): ")


@dataclasses.dataclass
class Traffic:
    statements: int
    turns: int
    connections: int


def measure(bench, tool):
    """Nothing to do at 200 revisions, then with one more."""
    directory = bench.files(tool, "traffic", work.creating_tables(200))
    database = bench.applied(tool, directory)
    bench.server.sql("postgres", f'ALTER DATABASE "{database}" SET log_statement = \'all\'')
    idle = _watch(bench, tool.upgrade(directory, database))
    tool.write(directory, work.creating_tables(201))
    return tool.name, idle, _watch(bench, tool.upgrade(directory, database))


def _watch(bench, command):
    path = str(bench.directory / "count")
    before = bench.server.log.stat().st_size
    with Proxy(bench.server.directory, path) as proxy:
        bench.insist(bench.through(proxy, command))
        time.sleep(0.2)  # until the server has written its last line
        with open(bench.server.log, errors="replace") as log:
            log.seek(before)
            return Traffic(len(STATEMENT.findall(log.read())), proxy.turns, proxy.connections)
