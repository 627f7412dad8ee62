#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alembic/values.h"

namespace deed::alembic {

// Where in deed.toml something is told about.
enum class Topic { database, schemas, models, autogenerate };

// What cannot be taken over: it becomes a commented line.
struct Unread {
  Topic topic = Topic::database;
  // "env.py:12"
  std::string where;
  // What stands there, on one line and without anything that may be secret.
  std::string text;
  std::string why;
};

// A value and its place in env.py.
struct Told {
  Value value;
  int line = 0;
};

// What env.py says, read as text.
struct Env {
  // Each place that sets the URL, the strongest first.
  std::vector<Told> urls{};
  std::optional<Told> version_table{};
  std::optional<Told> version_table_schema{};
  bool include_schemas = false;
  // From SET search_path and connection options.
  std::vector<std::string> schemas{};
  // The statements that import what the metadata needs, and the expression itself; empty where it cannot be taken over.
  std::vector<std::string> imports{};
  std::string metadata{};
  std::vector<Unread> unread{};
};

Env read_env(std::string_view text, const std::string& shown);

}  // namespace deed::alembic
