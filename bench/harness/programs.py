"""Builds deed as it is released, and installs its peers from package registries, each at one version."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build-bench"
GO_PEERS = {
    "goose": ["-tags", "no_clickhouse no_mssql no_mysql no_sqlite3 no_vertica no_ydb no_libsql no_duckdb no_spanner",
              "github.com/pressly/goose/v3/cmd/goose@v3.29.0"],
    "golang-migrate": ["-tags", "postgres", "github.com/golang-migrate/migrate/v4/cmd/migrate@v4.20.1"],
}


def _quiet(words, **options):
    result = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode:
        raise RuntimeError(result.stdout[-3000:])


@functools.cache
def build_deed():
    """A release: optimized at link time, without symbols. DEED_BENCH_BINARY is a program to measure instead."""
    given = os.environ.get("DEED_BENCH_BINARY")
    if given:
        return Path(given).resolve()
    _quiet([ROOT / "scripts/setup"])
    directory = PLACE / "release"
    _quiet(["cmake", "-S", ROOT, "-B", directory, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DDEED_RELEASE=ON"])
    _quiet(["ninja", "-C", directory, "deed"])
    return directory / "deed"


@functools.cache
def install_peers():
    """Name -> program, of those that could be installed; what could not is said on standard error."""
    return {**_debian("alembic", "python3-psycopg2"), **_debian("sqitch", "libdbd-pg-perl"), **_go(), **_npm()}


def _debian(program, *further):
    try:
        _quiet([ROOT / "scripts/setup", program, *further])
    except RuntimeError as error:
        return _without(program, error)
    # Not what somebody's pip has put before it.
    return {{"alembic": "Alembic"}.get(program, program): Path("/usr/bin", program)}


def _go():
    go = shutil.which("go")
    found = {}
    for name, words in GO_PEERS.items() if go else ():
        program = PLACE / "peers/go" / ("migrate" if name == "golang-migrate" else name)
        try:
            if not program.exists():
                # The toolchain that is there, or none.
                _quiet([go, "install", *words], env={**os.environ, "GOBIN": str(program.parent), "GOTOOLCHAIN": "local"})
            found[name] = program
        except RuntimeError as error:
            _without(name, error)
    return found


def _npm():
    if not shutil.which("npm"):
        return {}
    directory = PLACE / "peers/npm"
    modules = directory / "node_modules"
    try:
        if not modules.exists():
            directory.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(ROOT / "bench/peers" / name, directory)
            _quiet(["npm", "ci", "--no-fund", "--no-audit"], cwd=directory)
    except RuntimeError as error:
        return _without("the peers of npm", error)
    names = ("node-pg-migrate", "knex", "drizzle-kit", "MikroORM")
    # dbmate's package holds the program itself; its script only starts it.
    return {"node_modules": modules, "dbmate": next(modules.glob("@dbmate/*/bin/dbmate")), **dict.fromkeys(names, modules)}


def _without(name, error):
    print(f"bench: without {name}: {str(error).strip().splitlines()[-1]}", file=sys.stderr)
    return {}
