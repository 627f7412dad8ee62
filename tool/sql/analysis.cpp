#include "sql/analysis.h"

#include <fmt/format.h>

#include <algorithm>

#include "sql/builtin_names.h"

namespace deed::sql {

void Analysis::use(WrittenName object, Access access, NameForm form) {
  if (object.name.empty()) {
    return;
  }
  // pg_catalog is searched first, so an unqualified name of its means PostgreSQL's own.
  if (object.kind == ObjectKind::relation && object.schema.empty() && form == NameForm::object && is_builtin_relation(object.name)) {
    object.schema = "pg_catalog";
  }
  if (body_path && object.schema.empty() && has_schema(object.kind)) {
    resolve_in_body(object);
  }
  if (seen_.emplace(object, access, inside_).second) {
    statement_.uses.push_back({std::move(object), access, form, inside_});
  }
}

void Analysis::resolve_in_body(WrittenName& object) {
  const SearchPath& path = *body_path;
  const auto own = [](const std::string& schema) { return !is_system_schema(schema) && schema != "pg_temp" && !schema.empty(); };
  const auto count = std::count_if(path.begin(), path.end(), own);
  if (count == 1) {
    object.schema = *std::find_if(path.begin(), path.end(), own);
  } else if (count > 1) {
    undecided(fmt::format("in which schema of the function's search_path {} is, the database knows", object.name));
  }
}

void Analysis::made_in(const std::string& schema) {
  std::set<std::pair<ObjectKind, std::string>> made;
  for (NameChange& change : statement_.changes) {
    if (change.object.schema.empty() && has_schema(change.object.kind)) {
      change.object.schema = schema;
      made.emplace(change.object.kind, change.object.name);
    }
    if (change.other && change.other->schema.empty() && made.contains({change.other->kind, change.other->name})) {
      change.other->schema = schema;
    }
  }
  std::erase_if(statement_.uses, [&](const ObjectUse& use) {
    return (use.object.schema.empty() || use.object.schema == schema) && made.contains({use.object.kind, use.object.name});
  });
}

void Analysis::change(NameChange change) {
  if (runs_) {
    statement_.changes.push_back(std::move(change));
  }
}

void Analysis::undecided(std::string why) {
  if (!statement_.undecided) {
    statement_.undecided = inside_.empty() ? std::move(why) : inside_ + ": " + why;
  }
}

void Analysis::refuse(std::string kind, std::string why) {
  if (!statement_.refused) {
    statement_.refused = OutrightRefusal{std::move(kind), std::move(why)};
  }
}

void Analysis::kind(std::string kind) {
  if (depth_ == 0) {
    statement_.kind = kind;
  } else if (runs_) {
    statement_.inner_kinds.insert(kind);
  }
  current_kind_ = std::move(kind);
}

void Analysis::search_path(SearchPath path) {
  if (depth_ == 0) {
    statement_.search_path = std::move(path);
  }
}

void Analysis::autocommit(AutocommitTarget target) {
  if (depth_ == 0) {
    statement_.autocommit = std::move(target);
  }
}

Analysis::Inside::Inside(Analysis& analysis, std::string name, bool runs)
    : analysis_(analysis),
      name_(std::exchange(analysis.inside_, std::move(name))),
      runs_(std::exchange(analysis.runs_, analysis.runs_ && runs)) {
  ++analysis_.depth_;
}

Analysis::Inside::~Inside() {
  --analysis_.depth_;
  analysis_.inside_ = std::move(name_);
  analysis_.runs_ = runs_;
}

WrittenName range_name(const Node& range) {
  return {ObjectKind::relation, std::string(text(range, "schemaname")), std::string(text(range, "relname"))};
}

bool is_temporary(const Node& range) { return text(range, "relpersistence") == "t" || text(range, "schemaname") == "pg_temp"; }

WrittenName name_of(ObjectKind kind, const std::vector<std::string>& parts) {
  if (parts.empty()) {
    return {kind, "", ""};
  }
  return {kind, parts.size() > 1 && has_schema(kind) ? parts[parts.size() - 2] : "", parts.back()};
}

}  // namespace deed::sql
