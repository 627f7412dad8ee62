"""A private PostgreSQL server on a unix socket, with the settings of a fresh installation."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


def find_binaries():
    """The directory of the newest PostgreSQL server's programs. Debian's /usr/bin/psql is a wrapper in Perl, four times as slow as the real one."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if candidates:
        return candidates[-1].parent
    found = shutil.which("postgres")
    if not found:
        raise SystemExit("bench: no PostgreSQL server programs; run scripts/setup")
    return Path(found).resolve().parent


class Server:
    # Nobody's plan is compiled and nobody's table vacuumed while another one is timed.
    SETTINGS = {"listen_addresses": "", "jit": "off", "autovacuum": "off"}
    # For who looks at thousands of tables in one transaction, as pg_dump does. What reads pg_locks pays for the room, used or not.
    ROOMY = {"max_locks_per_transaction": "1024"}

    def __init__(self, settings=()):
        self.binaries = find_binaries()
        self.directory = Path(tempfile.mkdtemp(prefix="deed-bench-", dir="/var/tmp"))
        self.log = self.directory / "log"
        # postgres refuses to run as root.
        self.identity = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.identity:
            shutil.chown(self.directory, "postgres", "postgres")
        self.directory.chmod(0o755)
        self._run("initdb", "-D", self.directory / "data", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")
        options = {**self.SETTINGS, "unix_socket_directories": str(self.directory), **dict(settings)}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([self.binaries / "postgres", "-D", self.directory / "data", *words],
                                            stdout=log, stderr=log, cwd=self.directory, **self.identity)
        while subprocess.run([self.binaries / "pg_isready", "-q", "-h", self.directory]).returncode:
            if self.process.poll() is not None:
                raise SystemExit(self.log.read_text())
            time.sleep(0.02)

    def _run(self, program, *words):
        subprocess.run([self.binaries / program, *words], check=True, stdout=subprocess.DEVNULL, cwd=self.directory, **self.identity)

    def close(self):
        self.process.terminate()
        # Smart shutdown waits for sessions that a killed peer may have left.
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def psql(self, database, *words, text=None):
        result = subprocess.run([self.binaries / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.directory, "-U", "postgres",
                                 "-d", database, *words], input=text, text=True, capture_output=True)
        if result.returncode:
            raise RuntimeError(result.stderr)
        return result.stdout.strip()

    def sql(self, database, text):
        return self.psql(database, "-f", "-", text=text)

    def fresh(self, database, template="template0"):
        """An empty database of this name, or a copy of another one; what it costs to make is written out before anybody is timed."""
        self.sql("postgres", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE);\nCREATE DATABASE "{database}" TEMPLATE "{template}";\nCHECKPOINT;')
        return database

    def version(self):
        return self.psql("postgres", "-c", "SHOW server_version")
