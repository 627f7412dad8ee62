#include "command/forgotten_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>

#include "base/text.h"
#include "catalog/lookup.h"
#include "history/state.h"
#include "ownership/adoption.h"

namespace deed::command {

namespace {

// Names that a plan creates without having taken something of that name away before, as far as its text tells.
class CreatedNames {
 public:
  explicit CreatedNames(const SearchPath& schemas) : schemas_(schemas) {}

  // False where nobody can tell what the step does: what comes behind it may meet anything.
  bool add(const ParsedStep& step) {
    SearchPath path = schemas_;
    for (const auto& item : step.items) {
      const auto* statement = std::get_if<Statement>(&item);
      if (statement == nullptr) {
        continue;
      }
      if (statement->undecided) {
        return false;
      }
      for (const NameChange& change : statement->changes) {
        if (change.kind == ChangeKind::drop || change.kind == ChangeKind::rename) {
          gone_.insert(to_string(created_name(change.object, path)));
        }
      }
      path = statement->search_path.value_or(path);
    }
    // An adopt step looks for itself.
    for (const ownership::AdoptedObject& made : ownership::adopted_objects(step, schemas_)) {
      if (step.kind != StepKind::adopt && !made.dependent && made.object.kind == ObjectKind::relation &&
          !gone_.contains(to_string(made.object))) {
        names_.push_back(made.object);
      }
    }
    return true;
  }

  const std::vector<ObjectName>& names() const { return names_; }

 private:
  SearchPath schemas_;
  std::set<std::string> gone_;
  std::vector<ObjectName> names_;
};

std::vector<ObjectName> created_names(const Service& service, StepLibrary& library, const Plan& plan) {
  CreatedNames created(service.config->database.schemas);
  for (const PlannedRevision& planned : plan.revisions) {
    for (const ParsedStep& step : library.steps(*planned.revision, Direction::upgrade)) {
      if (!created.add(step)) {
        return created.names();
      }
    }
  }
  return created.names();
}

// Somebody else may have begun since the history was read; objects come with their rows.
bool still_empty(const Service& service, postgres::Connection& connection) {
  return history::read_state(connection, version_table(*service.config), service.name()).history().empty();
}

}  // namespace

void refuse_forgotten_objects(const Service& service, StepLibrary& library, const Plan& plan, const OwnershipMap& map,
                              postgres::Connection& connection) {
  const std::vector<ObjectName> names = created_names(service, library, plan);
  if (names.empty()) {
    return;
  }
  std::vector<std::string> there;
  for (const ObjectFacts& facts : catalog::resolve_names(connection, names)) {
    const std::optional<Owner> owner = map.owner(facts.name);
    if (!owner || owner->service == service.name()) {
      there.push_back(to_string(facts.name));
    }
  }
  if (there.empty() || !still_empty(service, connection)) {
    return;
  }
  constexpr std::size_t kMost = 10;
  const std::string more = there.size() > kMost ? fmt::format(" and {} more", there.size() - kMost) : "";
  there.resize(std::min(there.size(), kMost));
  throw Error(
      ErrorKind::contradiction,
      {.what = fmt::format("The history of {} is empty, but what its revisions create is there: {}{}.", service.name(), join(there, ", "),
                           more),
       .where = to_string(connection.endpoint()),
       .hint = "Was the database restored without schema deed? Restore that too. Do the objects come from before deed? `deed stamp REV` "
               "records the revisions that made them, an `adopt` step takes them over."});
}

}  // namespace deed::command
