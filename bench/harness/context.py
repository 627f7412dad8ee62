"""What a measurement has at hand: the server, the programs, directories with revisions, databases. Everything goes away with it."""

import contextlib
import dataclasses
import tempfile
from pathlib import Path

from harness import programs, tools
from harness.server import Server
from harness.timing import execute


# The peers of --quick; the others take half a second and more only to start.
FAST = {"dbmate", "goose", "golang-migrate", "Alembic"}


class Bench:
    def __init__(self, quick=False, roomy=False):
        deed = programs.build_deed()
        self.programs = {"deed": deed, **programs.install_peers()}
        self.settings = Server.ROOMY if roomy else {}
        self.quick = quick
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        self.directory = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="deed-bench-", dir="/var/tmp")))
        # The server's user reads nothing here, but proxies' sockets are here too.
        self.directory.chmod(0o755)
        self.server = self.stack.enter_context(Server(self.settings))
        self.programs["psql"] = self.server.binaries / "psql"
        # Nobody's cache of before makes a figure better.
        self.programs["cache"] = self.directory / "cache"
        self.psql = tools.Psql(self.programs, self.server)
        self.deed = tools.Deed(self.programs, self.server)
        self.peers = [peer(self.programs, self.server) for peer in tools.PEERS
                      if peer.name in self.programs and (not self.quick or peer.name in FAST)]
        self.databases = set()
        return self

    def __exit__(self, *error):
        return self.stack.__exit__(*error)

    def peer(self, name):
        return next((peer for peer in self.peers if peer.name == name), None)

    def place(self, name):
        directory = self.directory / name
        directory.mkdir(parents=True, exist_ok=True)
        return directory

    def files(self, tool, kind, revisions):
        """A directory with these revisions, made once."""
        directory = self.directory / f"{tool.name}-{kind}-{len(revisions)}"
        if not directory.exists():
            directory.mkdir()
            tool.write(directory, revisions)
        return directory

    def furnished(self, database, text):
        """A database in which this SQL has run, made once."""
        if database not in self.databases:
            self.server.fresh(database)
            self.server.sql(database, text)
            self.databases.add(database)
        return database

    def applied(self, tool, directory):
        """A database in which the tool has applied what is in the directory."""
        database = f"applied_{directory.name}"
        if database not in self.databases:
            self.server.fresh(database)
            self.insist(tool.upgrade(directory, database))
            self.databases.add(database)
        return database

    def insist(self, command):
        run = execute(command)
        if run.code:
            raise RuntimeError(f"{command.words}: exit code {run.code}\n{run.output[-3000:]}")
        return run

    def through(self, proxy, command):
        """The same command, which finds a proxy where it had the server."""
        there, here = str(self.server.directory), str(proxy.directory)
        environment = {name: str(value) if name == "PATH" else str(value).replace(there, here) for name, value in command.environment.items()}
        return dataclasses.replace(command, words=[str(word).replace(there, here) for word in command.words], environment=environment)
