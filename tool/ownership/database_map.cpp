#include "ownership/database_map.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "ownership/fold.h"

namespace deed::ownership {

namespace {

// What is there in every database, or is nobody's by design.
bool is_common_ground(const LiveObject& object) {
  const ObjectName& name = object.name;
  return name.kind == ObjectKind::extension || name.kind == ObjectKind::role || (name.kind == ObjectKind::schema && name.name == "public");
}

class Mapper {
 public:
  Mapper(const std::vector<StoredRow>& rows, const LiveDatabase& live) : live_(live), map_(OwnershipMap::from_rows(plain(rows))) {
    for (const StoredRow& written : rows) {
      written_[key(written.row.service, written.row.kind, written.row.object, written.row.with_service)] = written.at;
    }
    for (const LiveObject& object : live.objects) {
      what_.try_emplace(object.name, object.what);
    }
  }

  DatabaseMap map() {
    DatabaseMap result;
    for (const auto& [name, holdings] : map_.services()) {
      result.services.push_back(service(name, holdings));
    }
    for (const Conflict& conflict : conflicts(map_)) {
      result.conflicts.push_back(to_string(conflict));
    }
    place_objects(result);
    for (const LiveForeignKey& key : live_.foreign_keys) {
      const std::optional<Owner> from = owner_of(map_, live_, key.table);
      const std::optional<Owner> to = owner_of(map_, live_, key.target);
      if (from && to && from->service != to->service) {
        result.foreign_keys.push_back({key, from->service, to->service});
      }
    }
    return result;
  }

 private:
  using Key = std::tuple<std::string, OwnershipRowKind, std::string, std::string>;

  static Key key(const std::string& service, OwnershipRowKind kind, const std::string& object, const std::string& with = "") {
    return {service, kind, object, with};
  }

  static std::vector<OwnershipRow> plain(const std::vector<StoredRow>& rows) {
    std::vector<OwnershipRow> result;
    std::transform(rows.begin(), rows.end(), std::back_inserter(result), [](const StoredRow& written) { return written.row; });
    return result;
  }

  std::string at(const Key& row) const {
    const auto found = written_.find(row);
    return found == written_.end() ? "" : found->second;
  }

  DatabaseMap::Service service(const std::string& name, const Holdings& holdings) const {
    DatabaseMap::Service result{.name = name, .version_table = holdings.version_table};
    for (const auto& [object, revision] : holdings.objects) {
      result.objects.push_back(
          {object, what(object), revision, at(key(name, OwnershipRowKind::object, to_string(object))), others_with(object, name)});
    }
    for (const auto& [pattern, revision] : holdings.patterns) {
      result.patterns.push_back({pattern, revision, at(key(name, OwnershipRowKind::pattern, to_string(pattern)))});
    }
    for (const Share& share : holdings.shares) {
      result.shares.push_back({share, at(key(name, OwnershipRowKind::share, to_string(share.object), share.with))});
    }
    for (const auto& [object, gift] : holdings.gifts) {
      if (map_.is_open(name, object, gift)) {
        result.gifts.push_back({object, gift.to, gift.revision, at(key(name, OwnershipRowKind::give, to_string(object), gift.to))});
      }
    }
    return result;
  }

  std::string what(const ObjectName& object) const {
    if (const auto found = what_.find(object); found != what_.end()) {
      return found->second;
    }
    return live_.also_standing.contains(object) ? std::string(word(object.kind)) : "";
  }

  std::vector<std::string> others_with(const ObjectName& object, const std::string& service) const {
    std::vector<std::string> others;
    for (const auto& [other, holdings] : map_.services()) {
      const bool by_pattern = std::any_of(holdings.patterns.begin(), holdings.patterns.end(), [&](const auto& entry) {
        return !entry.first.covers_everything() && entry.first.matches(object);
      });
      if (other != service && (holdings.objects.contains(object) || by_pattern)) {
        others.push_back(other);
      }
    }
    return others;
  }

  // What stands in the database goes to the pattern that covers it, or to those that nobody owns.
  void place_objects(DatabaseMap& result) const {
    for (const LiveObject& object : live_.objects) {
      if (map_.is_history(object.name)) {
        continue;
      }
      const std::optional<Owner> owner = owner_of(map_, live_, object.name);
      const bool part = live_.belongs_to.contains(object.name);
      if (!owner && !part && !is_common_ground(object)) {
        result.unowned.push_back({object, live_.histories.contains(object.name)});
      }
      if (owner && owner->by_pattern && !part) {
        pattern_of(result, *owner).covers.push_back(object);
      }
    }
  }

  static DatabaseMap::Pattern& pattern_of(DatabaseMap& result, const Owner& owner) {
    const auto service =
        std::find_if(result.services.begin(), result.services.end(), [&](const auto& entry) { return entry.name == owner.service; });
    return *std::find_if(service->patterns.begin(), service->patterns.end(),
                         [&](const auto& entry) { return to_string(entry.pattern) == owner.by; });
  }

  const LiveDatabase& live_;
  OwnershipMap map_;
  std::map<Key, std::string> written_;
  std::map<ObjectName, std::string> what_;
};

}  // namespace

std::optional<Owner> owner_of(const OwnershipMap& map, const LiveDatabase& live, const ObjectName& object) {
  std::optional<Owner> owner = map.owner(object);
  const auto parents = live.belongs_to.find(object);
  if (owner || parents == live.belongs_to.end()) {
    return owner;
  }
  for (const ObjectName& parent : parents->second) {
    if (owner = map.owner(parent); owner) {
      return owner;
    }
  }
  return std::nullopt;
}

std::vector<ObjectName> owned_relations(const OwnershipMap& map, const LiveDatabase& live) {
  std::vector<ObjectName> owned;
  for (const LiveObject& object : live.objects) {
    if (object.what.ends_with("table") && owner_of(map, live, object.name)) {
      owned.push_back(object.name);
    }
  }
  return owned;
}

std::vector<ObjectName> unlisted_claims(const OwnershipMap& map, const LiveDatabase& live) {
  std::set<ObjectName> listed;
  for (const LiveObject& object : live.objects) {
    listed.insert(object.name);
  }
  std::vector<ObjectName> unlisted;
  for (const auto& [service, holdings] : map.services()) {
    for (const auto& [object, revision] : holdings.objects) {
      if (!listed.contains(object)) {
        unlisted.push_back(object);
      }
    }
  }
  return unlisted;
}

DatabaseMap map_database(const std::vector<StoredRow>& rows, const LiveDatabase& live) { return Mapper(rows, live).map(); }

}  // namespace deed::ownership
