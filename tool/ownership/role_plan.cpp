#include "ownership/role_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "ownership/database_map.h"

namespace deed::ownership {

namespace {

bool any_of(const Share& share, Access access) {
  return std::any_of(share.accesses.begin(), share.accesses.end(), [&](Access granted) { return implies(granted, access); });
}

// What GRANT calls the object; its privileges differ by that.
enum class Grantable { table, sequence, function, type, schema, nothing };

Grantable grantable(const AlterableObject& object) {
  static const std::map<std::string, Grantable> kinds{
      {"TABLE", Grantable::table},         {"VIEW", Grantable::table},         {"MATERIALIZED VIEW", Grantable::table},
      {"FOREIGN TABLE", Grantable::table}, {"SEQUENCE", Grantable::sequence},  {"FUNCTION", Grantable::function},
      {"PROCEDURE", Grantable::function},  {"AGGREGATE", Grantable::function}, {"TYPE", Grantable::type},
      {"DOMAIN", Grantable::type},         {"SCHEMA", Grantable::schema}};
  const auto found = kinds.find(object.keyword);
  return found == kinds.end() ? Grantable::nothing : found->second;
}

std::string table_privileges(const Share& share, bool plain_table) {
  std::vector<std::string> privileges;
  if (any_of(share, Access::read)) {
    privileges.emplace_back("SELECT");
  }
  if (any_of(share, Access::reference) && plain_table) {
    privileges.emplace_back("REFERENCES");
  }
  if (any_of(share, Access::write)) {
    privileges.insert(privileges.end(), {"INSERT", "UPDATE", "DELETE"});
  }
  if (any_of(share, Access::alter)) {
    privileges.insert(privileges.end(), {"TRUNCATE", "TRIGGER"});
  }
  return join(privileges, ", ");
}

std::string sequence_privileges(const Share& share) {
  return any_of(share, Access::write) ? "USAGE, SELECT, UPDATE" : any_of(share, Access::reference) ? "USAGE, SELECT" : "SELECT";
}

struct Granted {
  std::string privileges;
  std::string on;
};

Granted granted(const Share& share, const AlterableObject& object) {
  switch (grantable(object)) {
    case Grantable::table: return {table_privileges(share, object.keyword == "TABLE"), "TABLE " + object.identity};
    case Grantable::sequence: return {sequence_privileges(share), "SEQUENCE " + object.identity};
    case Grantable::function: return {"EXECUTE", (object.keyword == "PROCEDURE" ? "PROCEDURE " : "FUNCTION ") + object.identity};
    case Grantable::type: return {"USAGE", "TYPE " + object.identity};
    case Grantable::schema: return {"USAGE", "SCHEMA " + object.identity};
    case Grantable::nothing: break;
  }
  return {};
}

class Planner {
 public:
  Planner(const OwnershipMap& map, const LiveDatabase& live, const std::vector<AlterableObject>& objects,
          std::vector<RolePlan::Service> services)
      : map_(map), live_(live), objects_(objects) {
    plan_.services = std::move(services);
  }

  RolePlan plan() {
    for (const auto& [service, holdings] : map_.services()) {
      for (const Share& share : holdings.shares) {
        grant(service, share);
      }
    }
    for (const AlterableObject& object : objects_) {
      const std::optional<Owner> owner = owner_of(map_, live_, object.object.name);
      const RolePlan::Service* service = owner ? find(owner->service) : nullptr;
      if (service != nullptr && object.role != service->owner && !is_part(object)) {
        plan_.moves.push_back({object, service->owner});
      }
    }
    return std::move(plan_);
  }

 private:
  const RolePlan::Service* find(const std::string& name) const {
    const auto found =
        std::find_if(plan_.services.begin(), plan_.services.end(), [&](const auto& service) { return service.name == name; });
    return found == plan_.services.end() ? nullptr : &*found;
  }

  // A sequence of a column has the owner of its table.
  bool is_part(const AlterableObject& object) const {
    return object.keyword == "SEQUENCE" && live_.belongs_to.contains(object.object.name);
  }

  bool belongs_to(const ObjectName& part, const ObjectPattern& table) const {
    const auto found = live_.belongs_to.find(part);
    return found != live_.belongs_to.end() && table.matches(found->second.front());
  }

  void grant(const std::string& owner, const Share& share) {
    bool exists = false;
    for (const AlterableObject& object : objects_) {
      const std::optional<Owner> of = owner_of(map_, live_, object.object.name);
      if (!of || of->service != owner) {
        continue;
      }
      if (share.object.matches(object.object.name)) {
        exists = true;
        grant(owner, share, object);
      } else if (object.keyword == "SEQUENCE" && any_of(share, Access::write) && belongs_to(object.object.name, share.object)) {
        // An INSERT takes the next value.
        grant(owner, share, object);
      }
    }
    if (!exists) {
      plan_.waiting.push_back(fmt::format("{} shares {} with {}", owner, to_string(share.object), share.with));
    }
  }

  void grant(const std::string& owner, const Share& share, const AlterableObject& object) {
    const Granted what = granted(share, object);
    for (const RolePlan::Service& service : plan_.services) {
      if (service.name != owner && (share.with == "*" || share.with == service.name)) {
        plan_.grants.push_back({what.privileges, what.on, object.object.name, service.owner,
                                fmt::format("{} shares {} with {}: {}", owner, to_string(share.object),
                                            share.with == "*" ? "all" : share.with, to_string(share.accesses))});
      }
    }
  }

  const OwnershipMap& map_;
  const LiveDatabase& live_;
  const std::vector<AlterableObject>& objects_;
  RolePlan plan_;
};

}  // namespace

RolePlan plan_roles(const OwnershipMap& map, const LiveDatabase& live, const std::vector<AlterableObject>& objects,
                    std::vector<RolePlan::Service> services) {
  return Planner(map, live, objects, std::move(services)).plan();
}

}  // namespace deed::ownership
