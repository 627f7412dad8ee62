#include "domain/ownership.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"

namespace deed {

namespace {

constexpr std::array<std::string_view, 5> kRowKinds{"service", "object", "pattern", "share", "give"};

// How much of a row's texts stands in a message.
constexpr std::size_t kShown = 80;

ObjectPattern pattern_in(const OwnershipRow& row) {
  if (const std::string why = malformation(row); !why.empty()) {
    throw malformed_row(row.service, word(row.kind), row.object, why);
  }
  return *read_object_pattern(row.object, "").pattern;
}

ObjectName exact_object(const OwnershipRow& row) { return *pattern_in(row).exact(); }

// Exact before given away, that before pattern, pattern before everything; `skip` is left out.
std::optional<Owner> find_owner(const OwnershipMap& map, const ObjectName& object, std::string_view skip) {
  if (map.is_history(object)) {
    return std::nullopt;
  }
  std::optional<Owner> best;
  std::optional<Owner> giver;
  for (const auto& [service, holdings] : map.services()) {
    if (service == skip) {
      continue;
    }
    if (const auto found = holdings.objects.find(object); found != holdings.objects.end()) {
      return Owner{service, to_string(object), false, false, found->second};
    }
    if (const auto found = holdings.gifts.find(object); found != holdings.gifts.end() && map.is_open(service, object, found->second)) {
      giver = Owner{service, to_string(object), false, false, found->second.revision};
    }
    for (const auto& [pattern, revision] : holdings.patterns) {
      if (pattern.matches(object) && (!best || best->by_everything)) {
        best = Owner{service, to_string(pattern), true, pattern.covers_everything(), revision};
      }
    }
  }
  return giver ? giver : best;
}

// What a dependent hangs on directly; null where it is none.
const ObjectName* parent_of(const OwnershipMap& map, const ObjectName& dependent) {
  const ObjectName* table = nullptr;
  for (const auto& [service, holdings] : map.services()) {
    if (holdings.objects.contains(dependent) || holdings.gifts.contains(dependent)) {
      return nullptr;
    }
    const auto found = holdings.dependents.find(dependent);
    if (table == nullptr && found != holdings.dependents.end()) {
      table = &found->second;
    }
  }
  return table;
}

}  // namespace

std::string_view word(OwnershipRowKind kind) { return kRowKinds[static_cast<std::size_t>(kind)]; }

std::optional<OwnershipRowKind> parse_ownership_row_kind(std::string_view word) {
  const auto* found = std::find(kRowKinds.begin(), kRowKinds.end(), word);
  return found == kRowKinds.end() ? std::nullopt : std::optional(static_cast<OwnershipRowKind>(found - kRowKinds.begin()));
}

std::string malformation(const OwnershipRow& row) {
  const ParsedPattern parsed = read_object_pattern(row.object, row.kind == OwnershipRowKind::service ? kDeedSchema : "");
  if (!parsed.pattern) {
    return fmt::format("its object cannot be read: {}", parsed.error);
  }
  // One service row stands for the version tables of all tenants.
  const bool exact = row.kind == OwnershipRowKind::object || row.kind == OwnershipRowKind::give;
  const bool one_name = row.kind == OwnershipRowKind::service && parsed.pattern->name.glob;
  return one_name || (exact && !parsed.pattern->exact()) ? "its object is a pattern" : "";
}

Error malformed_row(const std::string& service, std::string_view kind, const std::string& object, const std::string& why) {
  return Error(
      ErrorKind::contradiction,
      {.what = fmt::format("The ownership table has a row that this deed cannot have written: {}", why),
       .where = fmt::format("deed.ownership: service '{}', kind '{}', object '{}'", one_line(service, kShown), one_line(kind, kShown),
                            one_line(object, kShown)),
       .hint = "Somebody edited deed.ownership by hand, or a newer deed wrote it: restore the row, delete it if it never was one of "
               "deed's, or use the newer deed."});
}

std::string to_string(const OwnershipRow& row) {
  if (row.kind == OwnershipRowKind::give && row.with_service == row.service) {
    return fmt::format("{} took {}", row.service, row.object);
  }
  std::string text = fmt::format("{} {} {}", row.service, word(row.kind), row.object);
  if (!row.with_service.empty()) {
    text += fmt::format(" {} {}", row.kind == OwnershipRowKind::give ? "to" : "with", row.with_service);
  }
  return row.accesses.empty() ? text : fmt::format("{}: {}", text, to_string(row.accesses));
}

std::vector<OwnershipRow> to_rows(const std::string& service, const Holdings& holdings) {
  std::vector<OwnershipRow> rows;
  rows.push_back({.service = service, .kind = OwnershipRowKind::service, .object = holdings.version_table});
  for (const auto& [object, revision] : holdings.objects) {
    rows.push_back({.service = service, .kind = OwnershipRowKind::object, .object = to_string(object), .revision = revision});
  }
  for (const auto& [pattern, revision] : holdings.patterns) {
    rows.push_back({.service = service, .kind = OwnershipRowKind::pattern, .object = to_string(pattern), .revision = revision});
  }
  for (const Share& share : holdings.shares) {
    rows.push_back({service, OwnershipRowKind::share, to_string(share.object), share.with, share.accesses, share.revision});
  }
  for (const auto& [object, gift] : holdings.gifts) {
    rows.push_back({.service = service,
                    .kind = OwnershipRowKind::give,
                    .object = to_string(object),
                    .with_service = gift.to,
                    .revision = gift.revision});
  }
  for (const auto& [object, revision] : holdings.taken) {
    rows.push_back(
        {.service = service, .kind = OwnershipRowKind::give, .object = to_string(object), .with_service = service, .revision = revision});
  }
  return rows;
}

Holdings base_holdings(const std::string& version_table) {
  Holdings holdings;
  holdings.version_table = version_table;
  ParsedPattern parsed = read_object_pattern(version_table, kDeedSchema);
  if (parsed.pattern && !parsed.pattern->exact()) {
    holdings.patterns.try_emplace(everything_in(parsed.pattern->schema));
    holdings.histories = std::move(parsed.pattern);
  }
  return holdings;
}

OwnershipMap OwnershipMap::from_rows(const std::vector<OwnershipRow>& rows) {
  OwnershipMap map;
  for (const OwnershipRow& row : rows) {
    Holdings& holdings = map.of(row.service);
    switch (row.kind) {
      case OwnershipRowKind::service:
        holdings.version_table = row.object;
        holdings.histories = base_holdings(row.object).histories;
        break;
      case OwnershipRowKind::object: holdings.objects[exact_object(row)] = row.revision; break;
      case OwnershipRowKind::pattern: holdings.patterns[pattern_in(row)] = row.revision; break;
      case OwnershipRowKind::share: holdings.shares.push_back({pattern_in(row), row.with_service, row.accesses, row.revision}); break;
      case OwnershipRowKind::give:
        if (row.with_service == row.service) {
          holdings.taken[exact_object(row)] = row.revision;
        } else {
          holdings.gifts[exact_object(row)] = {row.with_service, row.revision};
        }
        break;
    }
  }
  return map;
}

bool Share::allows(Access access) const {
  return std::any_of(accesses.begin(), accesses.end(), [&](Access granted) { return implies(granted, access); });
}

const std::string& Share::allowed_by(Access access) const {
  const auto found = since.find(access);
  return found == since.end() ? revision : found->second;
}

const Holdings* OwnershipMap::find(std::string_view service) const {
  const auto found = services_.find(service);
  return found == services_.end() ? nullptr : &found->second;
}

std::optional<Owner> OwnershipMap::owner(const ObjectName& object) const {
  return find_owner(*this, table_of(object).value_or(object), "");
}

std::optional<Owner> OwnershipMap::other_owner(const ObjectName& object, std::string_view service) const {
  return find_owner(*this, object, service);
}

bool OwnershipMap::is_history(const ObjectName& object) const {
  return std::any_of(services_.begin(), services_.end(), [&](const auto& entry) {
    const std::optional<ObjectPattern>& histories = entry.second.histories;
    return histories && object.kind == ObjectKind::relation && histories->schema.matches(object.schema) &&
           histories->name.matches(object.name);
  });
}

bool OwnershipMap::knows(const ObjectName& object) const {
  return std::any_of(services_.begin(), services_.end(), [&](const auto& entry) {
    const Holdings& holdings = entry.second;
    return holdings.objects.contains(object) || holdings.dependents.contains(object) || holdings.gifts.contains(object);
  });
}

std::optional<ObjectName> OwnershipMap::table_of(const ObjectName& dependent) const {
  const ObjectName* table = parent_of(*this, dependent);
  // The partition of a partition answers for the table at the top. Dependents in a circle were never tables: once around is enough.
  std::set<ObjectName> passed;
  for (const ObjectName* next = table; next != nullptr && passed.insert(*next).second; next = parent_of(*this, *next)) {
    table = next;
  }
  return table == nullptr ? std::nullopt : std::optional(*table);
}

const Share* OwnershipMap::share(std::string_view owner, const ObjectName& object, std::string_view with, Access access) const {
  const std::vector<const Share*> found = shares(owner, object, with, access);
  return found.empty() ? nullptr : found.front();
}

std::vector<const Share*> OwnershipMap::shares(std::string_view owner, const ObjectName& object, std::string_view with,
                                               Access access) const {
  std::vector<const Share*> found;
  const Holdings* holdings = find(owner);
  if (holdings == nullptr) {
    return found;
  }
  for (const Share& share : holdings->shares) {
    if (share.allows(access) && (share.with == with || share.with == "*") && share.object.matches(object)) {
      found.push_back(&share);
    }
  }
  return found;
}

std::optional<std::string> OwnershipMap::given_to(const ObjectName& object) const {
  for (const auto& [service, holdings] : services_) {
    const auto found = holdings.gifts.find(object);
    if (found != holdings.gifts.end() && is_open(service, object, found->second)) {
      return found->second.to;
    }
  }
  return std::nullopt;
}

bool OwnershipMap::is_open(const std::string& giver, const ObjectName& object, const Holdings::Gift& gift) const {
  const Holdings* taker = find(gift.to);
  if (taker == nullptr) {
    return true;
  }
  const auto passed_on = taker->gifts.find(object);
  return !taker->objects.contains(object) && !taker->taken.contains(object) &&
         (passed_on == taker->gifts.end() || passed_on->second.to == giver);
}

ObjectName OwnershipMap::resolve(const WrittenName& name, const SearchPath& path) const {
  if (name.schema.empty() && has_schema(name.kind)) {
    for (const std::string& schema : path) {
      const ObjectName candidate{name.kind, schema, name.name};
      if (knows(candidate)) {
        return candidate;
      }
    }
  }
  return created_name(name, path);
}

}  // namespace deed
