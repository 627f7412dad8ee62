"""deed, its floor psql, and its peers: how each is given revisions, and the command that applies them."""

import json
import shutil
from pathlib import Path

from harness.timing import Command


def _write(path, text):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


class Tool:
    name = ""
    # Whether each revision is in a transaction of its own, and one may be in none.
    autocommit = True

    def __init__(self, programs, server):
        self.programs = programs
        self.server = server

    def write(self, directory, revisions):
        """Files for these revisions, in an empty directory; the tool knows nothing of the database yet."""
        raise NotImplementedError

    def upgrade(self, directory, database):
        raise NotImplementedError

    def version(self):
        """The command that prints it."""
        raise NotImplementedError

    def offline(self, directory):
        """The command that lists the newest revision without a database; None where there is none."""
        return None

    def environment(self, database):
        return {"PGHOST": self.server.directory, "PGUSER": "postgres", "PGDATABASE": database, "PGSSLMODE": "disable",
                "PATH": f"{self.server.binaries}:/usr/local/bin:/usr/bin:/bin"}


class Psql(Tool):
    """What any tool that asks the server to do this work has to pay: one transaction each, with a row that says so."""
    name = "psql"

    def write(self, directory, revisions):
        steps = ["CREATE TABLE version (id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());"]
        for revision in revisions:
            row = f"INSERT INTO version (id) VALUES ('{revision.identifier}');"
            steps.append(f"{revision.up}\n{row}" if revision.autocommit else f"BEGIN;\n{revision.up}\n{row}\nCOMMIT;")
        _write(Path(directory, "all.sql"), "\n".join(steps))

    def upgrade(self, directory, database):
        return self.run(directory, database, "-f", "all.sql")

    def run(self, directory, database, *words):
        return Command([self.programs[self.name], "-X", "-q", "-v", "ON_ERROR_STOP=1", *words], directory, self.environment(database))

    def version(self):
        return Command([self.programs[self.name], "--version"])


class Deed(Tool):
    name = "deed"

    def write(self, directory, revisions):
        _write(Path(directory, "deed.toml"), 'service = "bench"\n')
        for revision in revisions:
            self.add(directory, revision)

    def add(self, directory, revision):
        kind = " autocommit" if revision.autocommit else ""
        _write(Path(directory, "revisions", f"{revision.name}.sql"),
               f"-- {revision.name}\n--\n-- Revision ID: {revision.identifier}\n-- Revises: {revision.parent}\n\n"
               f"-- deed:upgrade{kind}\n{revision.up}\n\n-- deed:downgrade{kind}\n{revision.down}\n")

    def run(self, directory, database, *words):
        url = f"postgresql://postgres@/{database}?host={self.server.directory}"
        return Command([self.programs[self.name], *words], directory, {"DATABASE_URL": url, "XDG_CACHE_HOME": self.programs["cache"]})

    def upgrade(self, directory, database):
        return self.run(directory, database, "upgrade", "head")

    def version(self):
        return Command([self.programs[self.name], "--version"])

    def offline(self, directory):
        return self.run(directory, "none", "heads")

    def forget_models(self):
        """What the models came out as: the next autogenerate plays its model."""
        shutil.rmtree(Path(self.programs["cache"], "deed/models"), ignore_errors=True)

    def forget_all(self):
        """The same, and the template of the scratch server's data."""
        shutil.rmtree(Path(self.programs["cache"]), ignore_errors=True)


class Alembic(Tool):
    name = "Alembic"

    def write(self, directory, revisions, metadata="None", include="None"):
        _write(Path(directory, "alembic.ini"), "[alembic]\nscript_location = scripts\nprepend_sys_path = .\n")
        _write(Path(directory, "scripts/script.py.mako"),
               "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\nfrom alembic import op\nimport sqlalchemy as sa\n"
               "def upgrade():\n    ${upgrades if upgrades else 'pass'}\ndef downgrade():\n    ${downgrades if downgrades else 'pass'}\n")
        _write(Path(directory, "scripts/env.py"),
               "import os\nfrom alembic import context\nfrom sqlalchemy import create_engine, pool\n"
               f"target = {metadata}\n"
               "engine = create_engine(os.environ['ALEMBIC_URL'], poolclass=pool.NullPool)\n"
               "with engine.connect() as connection:\n"
               f"    context.configure(connection=connection, target_metadata=target, include_name={include}, transaction_per_migration=True)\n"
               "    with context.begin_transaction():\n        context.run_migrations()\n")
        for revision in revisions:
            up = f"op.execute({revision.up!r})"
            if revision.autocommit:
                up = f"with op.get_context().autocommit_block():\n        {up}"
            _write(Path(directory, "scripts/versions", f"{revision.name}.py"),
                   f"from alembic import op\nrevision = {revision.identifier!r}\ndown_revision = {revision.parent or None!r}\n"
                   f"def upgrade():\n    {up}\ndef downgrade():\n    op.execute({revision.down!r})\n")
        Path(directory, "scripts/versions").mkdir(exist_ok=True)

    def run(self, directory, database, *words):
        url = f"postgresql://postgres@/{database}?host={self.server.directory}"
        return Command([self.programs[self.name], *words], directory, {"ALEMBIC_URL": url})

    def upgrade(self, directory, database):
        return self.run(directory, database, "upgrade", "head")

    def version(self):
        return Command([self.programs[self.name], "--version"])

    def offline(self, directory):
        return self.run(directory, "none", "heads")


class Dbmate(Tool):
    name = "dbmate"

    def write(self, directory, revisions):
        for revision in revisions:
            words = " transaction:false" if revision.autocommit else ""
            _write(Path(directory, "db/migrations", f"{20260101000000 + revision.number}_{revision.name}.sql"),
                   f"-- migrate:up{words}\n{revision.up}\n\n-- migrate:down\n{revision.down}\n")

    def upgrade(self, directory, database):
        url = f"postgres://postgres@/{database}?host={self.server.directory}&sslmode=disable"
        return Command([self.programs[self.name], "--no-dump-schema", "migrate"], directory, {"DATABASE_URL": url})

    def version(self):
        return Command([self.programs[self.name], "--version"])


class Goose(Tool):
    name = "goose"

    def write(self, directory, revisions):
        for revision in revisions:
            words = "-- +goose NO TRANSACTION\n" if revision.autocommit else ""
            _write(Path(directory, "migrations", f"{revision.number + 1:05d}_{revision.name}.sql"),
                   f"{words}-- +goose Up\n{revision.up}\n-- +goose Down\n{revision.down}\n")

    def upgrade(self, directory, database):
        return Command([self.programs[self.name], "-dir", "migrations", "postgres",
                        f"host={self.server.directory} user=postgres dbname={database} sslmode=disable", "up"], directory)

    def version(self):
        return Command([self.programs[self.name], "--version"])


class GolangMigrate(Tool):
    name = "golang-migrate"

    def write(self, directory, revisions):
        for revision in revisions:
            for direction, text in (("up", revision.up), ("down", revision.down)):
                # Sent as one string, which is a transaction unless it is a single statement.
                _write(Path(directory, "migrations", f"{revision.number + 1}_{revision.name}.{direction}.sql"), text)

    def upgrade(self, directory, database):
        url = f"postgres://postgres@/{database}?host={self.server.directory}&sslmode=disable"
        return Command([self.programs[self.name], "-path", "migrations", "-database", url, "up"], directory)

    def version(self):
        return Command([self.programs[self.name], "-version"])


class Sqitch(Tool):
    name = "sqitch"

    def write(self, directory, revisions):
        _write(Path(directory, "sqitch.conf"), "[core]\n\tengine = pg\n")
        plan = ["%syntax-version=1.0.0", "%project=bench", ""]
        for revision in revisions:
            plan.append(f"{revision.name} 2026-01-01T00:00:00Z Bench <bench@example.org> # {revision.name}")
            up = revision.up if revision.autocommit else f"BEGIN;\n{revision.up}\nCOMMIT;"
            _write(Path(directory, "deploy", f"{revision.name}.sql"), up + "\n")
            _write(Path(directory, "revert", f"{revision.name}.sql"), f"BEGIN;\n{revision.down}\nCOMMIT;\n")
        _write(Path(directory, "sqitch.plan"), "\n".join(plan) + "\n")

    def upgrade(self, directory, database):
        return Command([self.programs[self.name], "deploy", "db:pg:"], directory,
                       {**self.environment(database), "SQITCH_FULLNAME": "Bench", "SQITCH_EMAIL": "bench@example.org"})

    def version(self):
        return Command([self.programs[self.name], "--version"])


class NodeTool(Tool):
    """A program of npm, started as npx would, without npx."""
    script = ""

    def words(self):
        return ["node", Path(self.programs["node_modules"], self.script)]

    def node_environment(self, database):
        return {**self.environment(database), "NODE_PATH": self.programs["node_modules"]}

    def version(self):
        return Command([*self.words(), "--version"])


class NodePgMigrate(NodeTool):
    name = "node-pg-migrate"
    script = "node-pg-migrate/bin/node-pg-migrate.js"

    def write(self, directory, revisions):
        for revision in revisions:
            outside = "pgm.noTransaction(); " if revision.autocommit else ""
            _write(Path(directory, "migrations", f"{1700000000000 + revision.number}_{revision.name}.js"),
                   f"exports.up = (pgm) => {{ {outside}pgm.sql({json.dumps(revision.up)}); }};\n"
                   f"exports.down = (pgm) => {{ pgm.sql({json.dumps(revision.down)}); }};\n")

    def upgrade(self, directory, database):
        return Command([*self.words(), "up", "--no-single-transaction"], directory,
                       {**self.node_environment(database), "DATABASE_URL": f"socket:{self.server.directory}?db={database}"})


class Knex(NodeTool):
    name = "knex"
    script = "knex/bin/cli.js"

    def write(self, directory, revisions):
        _write(Path(directory, "knexfile.js"),
               "module.exports = { client: require(process.env.NODE_PATH + '/pg') && 'pg', connection: "
               "{ host: process.env.PGHOST, user: 'postgres', database: process.env.PGDATABASE } };\n")
        for revision in revisions:
            outside = "exports.config = { transaction: false };\n" if revision.autocommit else ""
            _write(Path(directory, "migrations", f"{20260101000000 + revision.number}_{revision.name}.js"),
                   f"exports.up = (knex) => knex.raw({json.dumps(revision.up)});\n"
                   f"exports.down = (knex) => knex.raw({json.dumps(revision.down)});\n{outside}")

    def upgrade(self, directory, database):
        return Command([*self.words(), "migrate:latest"], directory, self.node_environment(database))


class DrizzleKit(NodeTool):
    """Applies everything that is pending in one transaction."""
    name = "drizzle-kit"
    script = "drizzle-kit/bin.cjs"
    autocommit = False

    def write(self, directory, revisions):
        _write(Path(directory, "drizzle.config.js"),
               "module.exports = { dialect: 'postgresql', out: './drizzle', dbCredentials: "
               "{ url: `postgres://postgres@localhost/${process.env.PGDATABASE}?host=${process.env.PGHOST}` } };\n")
        entries = []
        for revision in revisions:
            tag = f"{revision.number:04d}_{revision.name}"
            entries.append({"idx": revision.number, "version": "7", "when": 1700000000000 + revision.number, "tag": tag, "breakpoints": True})
            _write(Path(directory, "drizzle", f"{tag}.sql"), revision.up)
        _write(Path(directory, "drizzle/meta/_journal.json"), json.dumps({"version": "7", "dialect": "postgresql", "entries": entries}))

    def upgrade(self, directory, database):
        return Command([*self.words(), "migrate", "--config=drizzle.config.js"], directory, self.node_environment(database))


PEERS = [Dbmate, Goose, GolangMigrate, DrizzleKit, NodePgMigrate, Knex, Alembic, Sqitch]
