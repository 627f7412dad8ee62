#include "ownership/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <variant>

namespace deed::ownership {

namespace {

// The object a name means among those that the service holds; where it holds none of that name, what CREATE would make of it.
ObjectName resolve_own(const Holdings& holdings, const WrittenName& name, const SearchPath& path) {
  if (name.schema.empty() && has_schema(name.kind)) {
    for (const std::string& schema : path) {
      const ObjectName candidate{name.kind, schema, name.name};
      if (holdings.objects.contains(candidate) || holdings.dependents.contains(candidate)) {
        return candidate;
      }
    }
  }
  return created_name(name, path);
}

bool covered_by_own_pattern(const Holdings& holdings, const ObjectName& object) {
  return std::any_of(holdings.patterns.begin(), holdings.patterns.end(), [&](const auto& entry) { return entry.first.matches(object); });
}

void claim(Holdings& holdings, const ObjectName& object, const std::string& revision) {
  // Adopted after it was claimed: from now on a CREATE is what makes it the service's.
  holdings.claimed_by_directive.erase(object);
  holdings.departed.erase(object);
  if (!covered_by_own_pattern(holdings, object)) {
    holdings.objects.try_emplace(object, revision);
  }
}

void forget(Holdings& holdings, const ObjectName& object) {
  holdings.objects.erase(object);
  holdings.claimed_by_directive.erase(object);
  holdings.dependents.erase(object);
  holdings.gifts.erase(object);
  holdings.overloads.erase(object);
  std::erase_if(holdings.shares, [&](const Share& share) { return share.object.exact() == object; });
  std::vector<ObjectName> parts;
  for (const auto& [part, table] : holdings.dependents) {
    if (table == object) {
      parts.push_back(part);
    }
  }
  for (const ObjectName& part : parts) {
    forget(holdings, part);
  }
}

void forget_schema(Holdings& holdings, const std::string& schema) {
  std::vector<ObjectName> inside;
  for (const auto& [object, revision] : holdings.objects) {
    if (object.schema == schema) {
      inside.push_back(object);
    }
  }
  for (const ObjectName& object : inside) {
    forget(holdings, object);
  }
}

// Every place in which an object's name is held.
void rename(Holdings& holdings, const ObjectName& from, const ObjectName& to) {
  if (auto node = holdings.objects.extract(from)) {
    node.key() = to;
    holdings.objects.insert(std::move(node));
  }
  if (auto node = holdings.claimed_by_directive.extract(from)) {
    node.value() = to;
    holdings.claimed_by_directive.insert(std::move(node));
  }
  if (auto node = holdings.gifts.extract(from)) {
    node.key() = to;
    holdings.gifts.insert(std::move(node));
  }
  if (auto node = holdings.overloads.extract(from)) {
    node.key() = to;
    holdings.overloads.insert(std::move(node));
  }
  if (auto node = holdings.dependents.extract(from)) {
    node.key() = to;
    holdings.dependents.insert(std::move(node));
  }
  for (auto& [part, table] : holdings.dependents) {
    if (table == from) {
      table = to;
    }
  }
  for (Share& share : holdings.shares) {
    if (share.object.exact() == from) {
      share.object = pattern_of(to);
    }
  }
}

// Takes one signature from a function's name; whether others stay under it.
bool leaves_overloads(Holdings& holdings, const ObjectName& function, const std::optional<std::string>& signature) {
  const auto found = holdings.overloads.find(function);
  if (!signature || found == holdings.overloads.end()) {
    return false;
  }
  if (found->second.erase(*signature) == 0) {
    found->second.erase("");
  }
  return !found->second.empty();
}

// As rename(); what a pattern covered under its old name alone is claimed under the new one.
void rename_claimed(Holdings& holdings, const ObjectName& from, const ObjectName& to, const std::string& revision) {
  const bool mine = holdings.objects.contains(from) || (covered_by_own_pattern(holdings, from) && !holdings.dependents.contains(from));
  rename(holdings, from, to);
  holdings.departed.erase(to);
  if (mine) {
    claim(holdings, to, revision);
  }
}

// What ALTER ... SET SCHEMA takes along: indexes and owned sequences live in the table's schema.
void move_dependents(Holdings& holdings, const ObjectName& table) {
  std::vector<ObjectName> parts;
  for (const auto& [part, of] : holdings.dependents) {
    if (of == table && part.schema != table.schema) {
      parts.push_back(part);
    }
  }
  for (const ObjectName& part : parts) {
    rename(holdings, part, {part.kind, table.schema, part.name});
  }
}

void rename_schema(Holdings& holdings, const std::string& from, const std::string& to) {
  std::vector<ObjectName> inside;
  for (const auto& [object, revision] : holdings.objects) {
    if (object.schema == from) {
      inside.push_back(object);
    }
  }
  for (const auto& [part, table] : holdings.dependents) {
    if (part.schema == from) {
      inside.push_back(part);
    }
  }
  for (const ObjectName& object : inside) {
    rename(holdings, object, {object.kind, to, object.name});
  }
}

// Extensions and schemas that IF NOT EXISTS lets stand are common ground: nobody knows from the text who made them.
bool creates_nothing_for_sure(const NameChange& change) {
  const ObjectKind kind = change.object.kind;
  return change.may_exist && (kind == ObjectKind::extension || kind == ObjectKind::schema);
}

void fold_create(Holdings& holdings, const NameChange& change, const StepOrigin& origin, const SearchPath& path) {
  if (creates_nothing_for_sure(change)) {
    return;
  }
  if (!change.other) {
    const ObjectName object = created_name(change.object, path);
    claim(holdings, object, origin.revision);
    if (change.signature) {
      holdings.overloads[object].insert(*change.signature);
    }
    return;
  }
  const ObjectName table = resolve_own(holdings, *change.other, path);
  WrittenName part = change.object;
  // An index is made in its table's schema, whatever the path.
  part.schema = change.dependent || part.schema.empty() ? table.schema : part.schema;
  holdings.dependents[created_name(part, path)] = table;
}

// Before an object's name goes.
void note_departure(Holdings& holdings, const ObjectName& object, const std::optional<ObjectName>& to, const std::string& revision) {
  if (holdings.objects.contains(object) || covered_by_own_pattern(holdings, object)) {
    holdings.departed[object] = {revision, to};
  }
  if (holdings.interrupted.revision != revision) {
    holdings.interrupted = {.revision = revision, .shares = {}};
  }
  std::copy_if(holdings.shares.begin(), holdings.shares.end(), std::back_inserter(holdings.interrupted.shares),
               [&](const Share& share) { return share.object.exact() == object; });
}

void fold_change(Holdings& holdings, const NameChange& change, const StepOrigin& origin, const SearchPath& path) {
  if (change.temporary) {
    return;
  }
  if (change.kind == ChangeKind::create) {
    fold_create(holdings, change, origin, path);
    return;
  }
  const ObjectName object = resolve_own(holdings, change.object, path);
  switch (change.kind) {
    case ChangeKind::create: break;
    case ChangeKind::drop:
      if (leaves_overloads(holdings, object, change.signature)) {
        break;
      }
      note_departure(holdings, object, std::nullopt, origin.revision);
      forget(holdings, object);
      if (object.kind == ObjectKind::schema) {
        forget_schema(holdings, object.name);
      }
      break;
    case ChangeKind::rename: {
      const ObjectName to{object.kind, change.other->schema.empty() ? object.schema : change.other->schema, change.other->name};
      if (object.kind == ObjectKind::schema) {
        rename_schema(holdings, object.name, to.name);
      }
      if (leaves_overloads(holdings, object, change.signature)) {
        claim(holdings, to, origin.revision);
      } else {
        note_departure(holdings, object, to, origin.revision);
        rename_claimed(holdings, object, to, origin.revision);
      }
      if (change.signature) {
        holdings.overloads[to].insert(*change.signature);
      }
      move_dependents(holdings, to);
      break;
    }
    case ChangeKind::attach: holdings.dependents[object] = resolve_own(holdings, *change.other, path); break;
    case ChangeKind::detach:
      holdings.dependents.erase(object);
      claim(holdings, object, origin.revision);
      break;
  }
}

const Share* find_share(const std::vector<Share>& shares, const std::function<bool(const Share&)>& wanted) {
  const auto found = std::find_if(shares.begin(), shares.end(), wanted);
  return found == shares.end() ? nullptr : &*found;
}

// A share takes the place of the one before it on the same object, which may have been dropped or moved aside in this revision; what that
// allowed is as old as it was.
void share_again(Holdings& holdings, const Directive& directive, const std::string& revision) {
  Share share{directive.object, directive.service, directive.accesses, revision};
  const auto same = [&](const Share& other) { return other.object == share.object && other.with == share.with; };
  const Share* before = find_share(holdings.shares, same);
  if (before == nullptr && holdings.interrupted.revision == revision) {
    before = find_share(holdings.interrupted.shares, same);
  }
  for (const Access access : {Access::read, Access::reference, Access::write, Access::alter}) {
    if (share.allows(access)) {
      share.since[access] = before != nullptr && before->allows(access) ? before->allowed_by(access) : revision;
    }
  }
  std::erase_if(holdings.shares, same);
  holdings.shares.push_back(std::move(share));
}

}  // namespace

void fold_directive(Holdings& holdings, const Directive& directive, const StepOrigin& origin) {
  const std::optional<ObjectName> exact = directive.object.exact();
  const auto same_share = [&](const Share& share) { return share.object == directive.object && share.with == directive.service; };
  switch (directive.kind) {
    case DirectiveKind::claim:
      if (exact) {
        holdings.objects.try_emplace(*exact, origin.revision);
        holdings.claimed_by_directive.insert(*exact);
        holdings.departed.erase(*exact);
        if (exact->kind == ObjectKind::function) {
          holdings.overloads[*exact].insert("");
        }
      } else {
        holdings.patterns.try_emplace(directive.object, origin.revision);
      }
      break;
    case DirectiveKind::release:
      if (exact) {
        forget(holdings, *exact);
      } else {
        holdings.patterns.erase(directive.object);
      }
      break;
    case DirectiveKind::share: share_again(holdings, directive, origin.revision); break;
    case DirectiveKind::unshare:
      std::erase_if(holdings.shares, same_share);
      std::erase_if(holdings.interrupted.shares, same_share);
      break;
    case DirectiveKind::give:
      holdings.objects.erase(*exact);
      holdings.claimed_by_directive.erase(*exact);
      holdings.taken.erase(*exact);
      holdings.gifts[*exact] = {directive.service, origin.revision};
      break;
    case DirectiveKind::take:
      holdings.gifts.erase(*exact);
      holdings.objects[*exact] = origin.revision;
      holdings.taken[*exact] = origin.revision;
      break;
    case DirectiveKind::allow: break;
  }
}

void fold_statement(Holdings& holdings, const Statement& statement, const StepOrigin& origin, SearchPath& path) {
  for (const NameChange& change : statement.changes) {
    fold_change(holdings, change, origin, path);
  }
  if (statement.search_path) {
    path = *statement.search_path;
  }
}

void fold_step(Holdings& holdings, const ParsedStep& step, const StepOrigin& origin) {
  SearchPath path = origin.path;
  for (const auto& item : step.items) {
    if (const auto* directive = std::get_if<Directive>(&item)) {
      fold_directive(holdings, *directive, origin);
    } else {
      fold_statement(holdings, std::get<Statement>(item), origin, path);
    }
  }
}

Holdings fold(Holdings base, const std::vector<AppliedStep>& steps) {
  for (const AppliedStep& applied : steps) {
    fold_step(base, *applied.step, applied.origin);
  }
  return base;
}

Holdings during_downgrade(const Holdings& with_revision, const Holdings& without_revision) {
  Holdings merged = with_revision;
  merged.gifts = without_revision.gifts;
  merged.objects.insert(without_revision.objects.begin(), without_revision.objects.end());
  merged.patterns.insert(without_revision.patterns.begin(), without_revision.patterns.end());
  merged.dependents.insert(without_revision.dependents.begin(), without_revision.dependents.end());
  return merged;
}

namespace {

std::vector<std::string> texts_of(const std::vector<OwnershipRow>& rows) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  std::transform(rows.begin(), rows.end(), std::back_inserter(texts), [](const OwnershipRow& row) { return to_string(row); });
  return texts;
}

// The rows whose texts are not among the others'.
std::vector<OwnershipRow> rows_without(const std::vector<OwnershipRow>& rows, const std::vector<std::string>& texts,
                                       const std::vector<std::string>& others) {
  std::vector<std::string_view> sorted(others.begin(), others.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<OwnershipRow> result;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!std::binary_search(sorted.begin(), sorted.end(), texts[i])) {
      result.push_back(rows[i]);
    }
  }
  return result;
}

}  // namespace

RowDelta difference(const std::vector<OwnershipRow>& stored, const std::vector<OwnershipRow>& wanted) {
  const std::vector<std::string> before = texts_of(stored);
  const std::vector<std::string> after = texts_of(wanted);
  return {.remove = rows_without(stored, before, after), .add = rows_without(wanted, after, before)};
}

namespace {

// The entries of one map whose keys the other lacks.
template <typename Map>
Map only_in(const Map& map, const Map& other) {
  Map result;
  std::set_difference(map.begin(), map.end(), other.begin(), other.end(), std::inserter(result, result.end()), map.value_comp());
  return result;
}

// What to_rows() makes rows of, without what the other holds too.
Holdings only_in(const Holdings& holdings, const Holdings& other) {
  return {.version_table = holdings.version_table,
          .objects = only_in(holdings.objects, other.objects),
          .patterns = only_in(holdings.patterns, other.patterns),
          .shares = holdings.shares,
          .gifts = holdings.gifts,
          .taken = only_in(holdings.taken, other.taken)};
}

}  // namespace

RowDelta difference(const std::string& service, const Holdings& before, const Holdings& after) {
  return difference(to_rows(service, only_in(before, after)), to_rows(service, only_in(after, before)));
}

namespace {

// Exact claims stand against the other's object, dependent, gift of that name; patterns against all that they match.
std::vector<std::string> what_stands_against(const OwnershipMap& map, const std::string& other, const std::string& service,
                                             const ObjectPattern& mine) {
  const Holdings& holdings = *map.find(other);
  const std::optional<ObjectName> exact = mine.exact();
  const auto gift = exact ? holdings.gifts.find(*exact) : holdings.gifts.end();
  const bool given = gift != holdings.gifts.end() && gift->second.to == service;
  std::vector<std::string> found;
  if (exact && (holdings.objects.contains(*exact) || (!given && holdings.dependents.contains(*exact)))) {
    found.push_back(to_string(*exact));
  }
  for (const auto& [object, revision] : holdings.objects) {
    if (exact) {
      break;
    }
    if (mine.matches(object)) {
      found.push_back(to_string(object));
    }
  }
  for (const auto& [object, on_its_way] : holdings.gifts) {
    if (on_its_way.to != service && mine.matches(object) && map.is_open(other, object, on_its_way)) {
      found.push_back(fmt::format("given {} to {}", to_string(object), on_its_way.to));
    }
  }
  for (const auto& [pattern, revision] : holdings.patterns) {
    if (!given && !pattern.covers_everything() && pattern.overlaps(mine)) {
      found.push_back(to_string(pattern));
    }
  }
  return found;
}

}  // namespace

std::string to_string(const Conflict& conflict) {
  return fmt::format("{} claims {}, and {} has {}", conflict.service, conflict.claim, conflict.other, conflict.theirs);
}

std::vector<Conflict> conflicts(const OwnershipMap& map, const std::string& service, const std::vector<OwnershipRow>& rows) {
  std::vector<Conflict> found;
  for (const OwnershipRow& row : rows) {
    if (row.kind != OwnershipRowKind::object && row.kind != OwnershipRowKind::pattern) {
      continue;
    }
    const ObjectPattern mine = parse_object_pattern(row.object, "");
    for (const auto& [other, holdings] : map.services()) {
      if (other == service || mine.covers_everything()) {
        continue;
      }
      for (const std::string& what : what_stands_against(map, other, service, mine)) {
        found.push_back({service, row.object, other, what});
      }
    }
  }
  return found;
}

std::vector<Conflict> conflicts(const OwnershipMap& map) {
  std::vector<Conflict> found;
  for (const auto& [service, holdings] : map.services()) {
    for (Conflict& conflict : conflicts(map, service, to_rows(service, holdings))) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const Conflict& one) {
        return one.service == conflict.other && one.claim == conflict.theirs && one.other == conflict.service &&
               one.theirs == conflict.claim;
      });
      if (!known) {
        found.push_back(std::move(conflict));
      }
    }
  }
  return found;
}

}  // namespace deed::ownership
