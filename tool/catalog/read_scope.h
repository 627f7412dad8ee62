#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/schema.h"

namespace deed::catalog {

// Which objects of a database are read, and how names are written.
struct ReadScope {
  // The service's `schemas`: search_path while reading, so that names visible there stand without a schema in all texts.
  SearchPath schemas;
  // Whether an object is the reader's business. Asked once per object of the database, but never about schema `deed`, system schemas
  // and members of extensions. A sequence that belongs to a column follows its table.
  std::function<bool(const ObjectName&)> includes;
  // Schemas that are neither made nor dropped, and in which it is the reader's business who may do what.
  std::set<std::string> own_schemas{};
  // Reads the enums behind the columns of these tables too, whoever has them: for stubs.
  bool with_column_enums = false;
};

// An object as list_objects.sql has it.
struct ListedObject {
  ObjectName name;
  // "table", "enum", "view", ...
  std::string what;
  std::string oid;
};

// The objects in scope, by OID.
struct Selection {
  std::vector<ListedObject> tables{};
  std::vector<std::string> sequences{};
  std::vector<std::string> enums{};
  std::vector<std::string> schemas{};
  std::set<std::string> schema_names{};
  // Those of which privileges and default privileges are read.
  std::vector<std::string> granting_schemas{};
  // What is known by a definition, by what it is: "function", "view", ...
  std::map<std::string, std::vector<std::string>, std::less<>> defined{};
  // Whole objects of kinds that deed does not compare yet.
  std::vector<Uncovered> uncovered{};
};

// Pure: decides about each listed object by its name.
Selection select_objects(const std::vector<ListedObject>& listed, const ReadScope& scope);

}  // namespace deed::catalog
