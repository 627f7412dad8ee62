#!/usr/bin/env python3
"""Prints the tables of {{service}} as SQL, for deed:  [models] command = ["python3", "print_ddl.py"]

Needs SQLAlchemy 1.4 or 2.0, and neither a database nor a driver. What the program says beside the SQL has to go to stderr.
"""

from sqlalchemy import create_mock_engine
from sqlalchemy.schema import CreateSchema

from tables import metadata  # The application's own MetaData, or Base.metadata.

# Schemas that {{service}} itself owns; those of other services are theirs to create.
OWN_SCHEMAS = []


def show(statement, *args, **kwargs):
    print(str(statement.compile(dialect=engine.dialect)).strip() + ";")


# Of SQLAlchemy's dialects this one prints % as it is; those of psycopg2 and, before 2.0, asyncpg double it.
engine = create_mock_engine("postgresql+pg8000://", show)

for schema in OWN_SCHEMAS:
    show(CreateSchema(schema))
metadata.create_all(engine, checkfirst=False)
