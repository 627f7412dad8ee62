"""Databases with own and others' tables, and the command of each tool that finds one changed column in them."""

import json
import shutil
from pathlib import Path

from harness import work
from harness.timing import Command, Contestant
from harness.tools import Alembic, NodeTool


def furnish(bench, own, others):
    """A database in which deed has applied revisions that made the own tables, a hundred each; the others' are in the same schema."""
    database = bench.furnished(f"own{own}_of{own + others}", work.neighbours_tables(others) if others else "")
    directory = deed_files(bench, own)
    bench.insist(bench.deed.upgrade(directory, database))
    bench.server.sql(database, "ANALYZE;")
    return database


def deed_files(bench, own):
    tables = [work.own_table(number) for number in range(own)]
    revisions = [work.Revision(number, "".join(tables[first:first + 100]), "SELECT 1;")
                 for number, first in enumerate(range(0, own, 100))]
    directory = bench.files(bench.deed, f"own{own}", revisions)
    _forget_written(directory)
    tables[0] = work.own_table(0, ",\n  extra text")
    Path(directory, "models").mkdir(exist_ok=True)
    Path(directory, "models/tables.sql").write_text("".join(tables))
    return directory


def _forget_written(directory):
    """What earlier runs have generated."""
    for path in Path(directory).glob("revisions/*_bench.sql"):
        path.unlink()


def deed_contestants(bench, database, own, very_first=True):
    """The same command with nothing kept of an earlier run, after a change of one table, and once more."""
    directory = Path(deed_files(bench, own))
    command = bench.deed.run(directory, database, "revision", "--autogenerate", "-m", "bench")

    def prepare(forget):
        _forget_written(directory)
        forget()

    def recall():
        """Keeps the model's form, whoever ran before."""
        prepare(lambda: None)
        bench.insist(command)
        prepare(lambda: None)

    def change():
        """Keeps the form of a model in which one table differs."""
        tables = Path(directory, "models/tables.sql")
        text = tables.read_text()
        prepare(bench.deed.forget_models)
        tables.write_text(text.replace("extra text", "other text"))
        bench.insist(command)
        tables.write_text(text)
        prepare(lambda: None)
    found = [Contestant("deed, model changed", command, change),
             Contestant("deed", command, recall)]
    if very_first:
        found.append(Contestant("deed, the very first run", command, lambda: prepare(bench.deed.forget_all)))
    return found


def peer_contestants(bench, database, own):
    found = []
    if bench.peer("Alembic") and not bench.quick:
        found.append(_alembic(bench, database, own, "Alembic", "None", 1))
    if bench.peer("Alembic"):
        found.append(_alembic(bench, database, own, "Alembic, told by include_name what is its own",
                              "lambda name, kind, _: kind != 'table' or name.startswith('own')", 3))
    if "MikroORM" in bench.programs and not bench.quick:
        found.append(_mikro_orm(bench, database, own))
    return found


def _alembic(bench, database, own, name, include, rounds):
    directory = bench.place(f"alembic-{own}-{rounds}")
    columns = ", ".join(f"Column('{column}', {kind})" for column, _, kind, _ in work.COLUMNS)
    Path(directory, "models.py").write_text(
        "from sqlalchemy import *\nmetadata = MetaData()\n"
        f"for number in range({own}):\n"
        f"    table = Table(f'own{{number}}', metadata, Column('id', BigInteger, Identity(), primary_key=True), {columns})\n"
        "    Index(f'own{number}_name', table.c.name)\n"
        "    if number == 0:\n        table.append_column(Column('extra', Text))\n")
    alembic = Alembic(bench.programs, bench.server)
    alembic.write(directory, [], "__import__('models').metadata", include)

    def prepare():
        shutil.rmtree(Path(directory, "scripts/versions"), ignore_errors=True)
        Path(directory, "scripts/versions").mkdir()
    return Contestant(name, alembic.run(directory, database, "revision", "--autogenerate", "-m", "bench"), prepare, rounds)


def _mikro_orm(bench, database, own):
    directory = bench.place(f"mikro-orm-{own}")
    properties = {"id": {"type": "bigint", "primary": True, "autoincrement": True},
                  **{column: {**kind, "fieldName": column} for column, _, _, kind in work.COLUMNS}}
    Path(directory, "mikro-orm.config.js").write_text(
        "const { defineConfig, EntitySchema } = require(process.env.NODE_PATH + '/@mikro-orm/postgresql');\n"
        "const { Migrator } = require(process.env.NODE_PATH + '/@mikro-orm/migrations');\n"
        f"const properties = {json.dumps(properties)};\nconst entities = [];\n"
        f"for (let number = 0; number < {own}; ++number) {{\n"
        "  const extra = number === 0 ? { extra: { type: 'text', nullable: true } } : {};\n"
        "  entities.push(new EntitySchema({ name: `Own${number}`, tableName: `own${number}`, properties: { ...structuredClone(properties), ...extra },\n"
        "    indexes: [{ name: `own${number}_name`, properties: ['name'] }] }));\n}\n"
        "module.exports = defineConfig({ entities, dbName: process.env.PGDATABASE, host: process.env.PGHOST, user: 'postgres',\n"
        "  extensions: [Migrator], schemaGenerator: { skipTables: [/^n\\d+$/] },\n"
        "  migrations: { path: './migrations', emit: 'js', snapshot: false } });\n")
    program = NodeTool(bench.programs, bench.server)
    command = Command(["node", Path(bench.programs["node_modules"], "@mikro-orm/cli/cli.js"), "migration:create"], directory,
                      {**program.node_environment(database), "MIKRO_ORM_ALLOW_GLOBAL_CLI": "1"})
    return Contestant("MikroORM", command, lambda: shutil.rmtree(Path(directory, "migrations"), ignore_errors=True), 2)
