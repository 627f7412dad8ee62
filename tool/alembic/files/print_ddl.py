"""Prints the SQLAlchemy models of {{service}} as SQL, for deed. Nothing here connects to a database.

Written by `deed init --from-alembic` from what {{config}} and env.py say; from now on it is yours. SQLAlchemy 1.4 and 2.
"""

import sys
from pathlib import Path

# Only SQL goes to standard output, whatever the models print while they are imported.
output, sys.stdout = sys.stdout, sys.stderr
output.reconfigure(encoding="utf-8")

# Where Alembic looked for modules.
for directory in reversed({{directories}}):
    sys.path.insert(0, str((Path(__file__).resolve().parent / directory).resolve()))

from sqlalchemy import create_mock_engine  # noqa: E402

{{imports}}

# Schemas that nobody else has tables in; this service makes them.
OWN_SCHEMAS = []


def print_statement(element, *_args, **_kwargs):
    text = str(element.compile(dialect=engine.dialect)).strip()
    if text not in printed:
        printed.add(text)
        output.write(text + ";\n\n")


printed = set()
# The parameter style keeps a % in a default or a comment as it is.
engine = create_mock_engine("postgresql://", print_statement, paramstyle="named")

if target_metadata is None:
    sys.exit("print_ddl.py: say which metadata is {{service}}'s: `target_metadata` is not set above, for the reason given there")
for schema in OWN_SCHEMAS:
    output.write("CREATE SCHEMA " + engine.dialect.identifier_preparer.quote(schema) + ";\n\n")
for metadata in target_metadata if isinstance(target_metadata, (list, tuple)) else [target_metadata]:
    metadata.create_all(engine, checkfirst=False)
