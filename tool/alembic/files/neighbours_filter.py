"""For the NEIGHBOURS of {{service}} that stay on Alembic: paste this into THEIR env.py, and hand both functions to each context.configure():

    context.configure(..., include_name=include_name, include_object=include_object)

It keeps their `alembic revision --autogenerate` away from deed's schema and from what {{service}} has. Where env.py has such functions already,
let them ask these first. {{service}} itself does not need this file.
"""

# "name", or "schema.name" outside the schema that the connection takes for its own. Written by `deed init --from-alembic` from the
# op.create_table() of {{service}}'s Alembic revisions: add what is missing, and what {{service}} makes later.
TABLES_OF_{{SERVICE_}} = {
{{tables}}
}


def include_name(name, type_, parent_names):
    if type_ == "schema":
        return name != "deed"
    if type_ == "table":
        return parent_names.get("schema_qualified_table_name", name) not in TABLES_OF_{{SERVICE_}}
    return True


def include_object(object, name, type_, reflected, compare_to):
    if type_ == "table":
        return object.schema != "deed" and object.fullname not in TABLES_OF_{{SERVICE_}}
    return True
