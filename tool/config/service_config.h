#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/source.h"
#include "domain/object_name.h"
#include "domain/object_pattern.h"
#include "domain/ownership.h"

namespace deed::config {

// A value of a deed.toml and where it stands there.
template <typename T>
struct Placed {
  T value{};
  Location location{};
};

using Setting = Placed<std::string>;

// A file and its name in messages.
struct NamedFile {
  std::filesystem::path path;
  std::string shown;
};

enum class Pooler { none, session };
enum class AheadPolicy { warn, refuse };
enum class UndecidedPolicy { guard, refuse };
// Which privileges autogenerate compares: those of a model that says any, all as if the model said all there are, none.
enum class PrivilegePolicy { where_said, all, none };

// [database] as it is written. Where it leads is known only to connection_source(), as that may need the environment.
struct DatabaseConfig {
  // Not written: "${DATABASE_URL}".
  std::optional<Setting> url{};
  std::optional<Setting> url_file{};
  std::optional<Setting> host{};
  std::optional<Setting> port{};
  std::optional<Setting> name{};
  std::optional<Setting> user{};
  std::optional<Setting> password_file{};
  // search_path while deed works; never empty. Unqualified names in patterns mean the first.
  SearchPath schemas{"public"};
  // A role's own name, case and all; "" for none.
  std::string role{};
  Duration connect_timeout{30'000};
  Duration runner_wait{60'000};
  Duration lock_timeout{2'000};
  Duration retry_for{600'000};
  // 0: no limit.
  Duration statement_timeout{0};
  Pooler pooler = Pooler::none;
};

struct ModelsConfig {
  // Patterns below the service's directory; empty where a command prints the model.
  std::vector<std::string> files{"models/*.sql"};
  std::vector<std::string> command{};
  Location command_location{};
};

struct RevisionsConfig {
  std::string directory = "revisions";
  std::string file_template = "{year}{month}{day}_{hour}{minute}_{rev}_{slug}";
  AheadPolicy ahead = AheadPolicy::warn;
};

struct AutogenerateConfig {
  std::vector<Placed<ObjectPattern>> ignore{};
  bool online = true;
  PrivilegePolicy privileges = PrivilegePolicy::where_said;
};

struct ScratchConfig {
  // A server for scratch databases, and the server binaries for an embedded one.
  std::optional<Setting> url{};
  std::optional<Setting> bin{};
};

struct OwnershipConfig {
  std::vector<Placed<ObjectPattern>> owns{};
  UndecidedPolicy undecided = UndecidedPolicy::guard;
  std::vector<std::string> allow_kinds{};
  std::vector<Placed<Share>> shares{};
};

// The same service in many schemas.
struct TenantsConfig {
  // One of the two: the schemas, or a query of one column that tells them.
  std::vector<Setting> schemas{};
  std::optional<Setting> query{};
  // What the name of every tenant's schema is like; the service owns all schemas of such a name.
  Placed<NamePart> pattern{};
  // So many at a time.
  std::size_t parallel = 4;
};

struct ReviewConfig {
  // Who approves changes of this service: "@org/team", "@person", an address.
  std::vector<std::string> owners{};
};

// A service's deed.toml, checked: each value has its form and every identifier fits PostgreSQL.
struct ServiceConfig {
  std::string name{};
  // Where `service = ...` stands.
  Location location{};
  // Absolute; paths in the file are relative to it.
  std::filesystem::path directory{};
  NamedFile file{};
  // Its `.env` files that may exist, the one that counts first: the service's, then the workspace's.
  std::vector<NamedFile> env_files{};
  Placed<ObjectName> version_table{};
  DatabaseConfig database{};
  ModelsConfig models{};
  RevisionsConfig revisions{};
  AutogenerateConfig autogenerate{};
  ScratchConfig scratch{};
  OwnershipConfig ownership{};
  ReviewConfig review{};
  // With tenants the version table's schema and the first of `database.schemas` are the tenant's: the text of the pattern where no
  // tenant is meant, which no schema bears and the pattern matches.
  std::optional<TenantsConfig> tenants{};
  // The tenant that is meant; "" for none in particular.
  std::string tenant{};

  // "billing", "billing/tenant_7"; no service's name has a slash.
  std::string label() const { return tenant.empty() ? name : name + '/' + tenant; }
};

}  // namespace deed::config
