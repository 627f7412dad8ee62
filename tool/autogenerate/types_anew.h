#pragma once

#include <set>

#include "autogenerate/changes.h"

// Types and collations that columns have while no statement leads from the one to the other: the old one is called otherwise until the new
// one has its columns. So is a table that is made anew, whose row type columns may have. Within autogenerate/ only.
namespace deed::autogenerate {

// Whether the definition is a type that columns can have.
bool is_type(const Definition& definition);

// What a column's type is made of and its collation, as far as these are among `names`.
std::vector<ObjectName> types_behind(const Column& column, const std::set<ObjectName>& names);

// The attributes of a composite type in their order, as its statement writes them; nothing of another kind of type.
std::vector<std::string> attributes_of(const ObjectName& type, const Schema& schema);

// Types that are dropped and made in these changes.
std::set<ObjectName> types_made_anew(const Changes& changes);

// Whether it is an enum before and after that loses labels or changes their order, or becomes another kind of type.
bool is_made_anew(const ObjectName& type, const Schema& desired, const Schema& actual);

// Columns that are of the type before and after, by way of other types too.
std::vector<ColumnName> columns_that_keep(const ObjectName& type, const Schema& desired, const Schema& actual);

// Adds those types that PostgreSQL could alter if no column had them; returns whether there was one.
bool remake_types(const Schema& desired, const Schema& actual, Changes& changes);

}  // namespace deed::autogenerate
