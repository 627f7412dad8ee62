#pragma once

#include "autogenerate/changes.h"

// The comparators, one per kind of object; compare() calls them in this order. Within autogenerate/ only.
namespace deed::autogenerate {

void compare_schemas(const Schema& desired, const Schema& actual, Changes& changes);
void compare_enums(const Schema& desired, const Schema& actual, Changes& changes);
void compare_sequences(const Schema& desired, const Schema& actual, Changes& changes);
void compare_tables(const Schema& desired, const Schema& actual, Changes& changes);

void compare_definitions(const Schema& desired, const Schema& actual, Changes& changes);

// After the others: drops and makes what depends on something that is made anew.
void add_dependents(const Schema& desired, const Schema& actual, Changes& changes);

// Last: an object that is made anew has lost its comment.
void compare_comments(const Schema& desired, const Schema& actual, Changes& changes);

}  // namespace deed::autogenerate
