#include "sql/analysis.h"

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
  const auto same = [&](const ObjectUse& use) { return use.object == object && use.access == access && use.inside == inside_; };
  if (std::none_of(statement_.uses.begin(), statement_.uses.end(), same)) {
    statement_.uses.push_back({std::move(object), access, form, inside_});
  }
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
