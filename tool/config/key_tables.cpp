#include "config/key_tables.h"

#include "config/file_template.h"
#include "config/key_readers.h"
#include "config/sql_names.h"
#include "config/tenants.h"

namespace deed::config {

namespace {

// Reads one member of one section of the service's configuration.
template <auto Section, auto Member, auto Read>
void set(const Given& given, ServiceConfig& service) {
  (service.*Section).*Member = Read(given);
}

constexpr auto kDatabase = &ServiceConfig::database;
constexpr auto kModels = &ServiceConfig::models;
constexpr auto kRevisions = &ServiceConfig::revisions;
constexpr auto kAutogenerate = &ServiceConfig::autogenerate;
constexpr auto kScratch = &ServiceConfig::scratch;
constexpr auto kReview = &ServiceConfig::review;
constexpr auto kOwnership = &ServiceConfig::ownership;

void read_version_table_key(const Given& given, ServiceConfig& service) {
  service.version_table = {read_version_table(given), given.value.location};
}

void read_command_key(const Given& given, ServiceConfig& service) {
  service.models.command = read_command(given);
  service.models.command_location = given.value.location;
}

Pooler read_pooler(const Given& given) { return read_choice<Pooler>(given, {{"none", Pooler::none}, {"session", Pooler::session}}); }

AheadPolicy read_ahead(const Given& given) {
  return read_choice<AheadPolicy>(given, {{"warn", AheadPolicy::warn}, {"refuse", AheadPolicy::refuse}});
}

UndecidedPolicy read_undecided(const Given& given) {
  return read_choice<UndecidedPolicy>(given, {{"guard", UndecidedPolicy::guard}, {"refuse", UndecidedPolicy::refuse}});
}

PrivilegePolicy read_privileges(const Given& given) {
  return read_choice<PrivilegePolicy>(
      given, {{"where-said", PrivilegePolicy::where_said}, {"all", PrivilegePolicy::all}, {"none", PrivilegePolicy::none}});
}

using Keys = std::vector<Key<ServiceConfig>>;

Keys name_keys() {
  return {
      {{"service", KeyType::text, "", "The service's name: letters, digits, `-` and `_`."}, read_service_name},
      {{"version_table", KeyType::text, "`\"version_<service>\"`, with `_` for `-`",
        "The table with the service's history. Without a schema it is in schema `deed`."},
       read_version_table_key},
  };
}

Keys database_keys() {
  return {
      {{"database.url", KeyType::text, "`\"${DATABASE_URL}\"`",
        "The connection. `${NAME}` takes the whole value from the environment or an `.env` file; nothing else is interpolated."},
       set<kDatabase, &DatabaseConfig::url, read_from_environment>},
      {{"database.url_file", KeyType::text, "",
        "A file that holds the URL, read again at each connection. `DATABASE_URL_FILE` does the same."},
       set<kDatabase, &DatabaseConfig::url_file, read_from_environment>},
      {{"database.host", KeyType::text, "",
        "The connection in parts: a host name, an address or a socket directory; several between commas."},
       set<kDatabase, &DatabaseConfig::host, read_from_environment>},
      {{"database.port", KeyType::text_or_integer, "", "Part: the port, or one for each host between commas."},
       set<kDatabase, &DatabaseConfig::port, read_port>},
      {{"database.name", KeyType::text, "", "Part: the database."}, set<kDatabase, &DatabaseConfig::name, read_from_environment>},
      {{"database.user", KeyType::text, "", "Part: the role that connects."}, set<kDatabase, &DatabaseConfig::user, read_from_environment>},
      {{"database.password_file", KeyType::text, "", "Part: a file that holds the password as it is, in any characters."},
       set<kDatabase, &DatabaseConfig::password_file, read_from_environment>},
      {{"database.schemas", KeyType::texts, "`[\"public\"]`",
        "`search_path` while deed works. Names without a schema mean the first one, in the patterns below too."},
       set<kDatabase, &DatabaseConfig::schemas, read_schemas>},
      {{"database.role", KeyType::text, "",
        "`SET ROLE` to this after connecting: the owner of what revisions make. `deed ownership roles` prints the SQL for it."},
       set<kDatabase, &DatabaseConfig::role, read_role>},
      {{"database.connect_timeout", KeyType::duration, "`\"30s\"`",
        "How long connecting is tried again while the server cannot be reached."},
       set<kDatabase, &DatabaseConfig::connect_timeout, read_limit>},
      {{"database.runner_wait", KeyType::duration, "`\"60s\"`", "How long to wait for another runner of this history."},
       set<kDatabase, &DatabaseConfig::runner_wait, read_duration>},
      {{"database.lock_timeout", KeyType::duration, "`\"2s\"`",
        "How long one try of a step waits for a lock, while the application queues up behind it."},
       set<kDatabase, &DatabaseConfig::lock_timeout, read_limit>},
      {{"database.retry_for", KeyType::duration, "`\"10m\"`", "How long a step that did not get its locks is tried again."},
       set<kDatabase, &DatabaseConfig::retry_for, read_duration>},
      {{"database.statement_timeout", KeyType::duration, "`\"0\"`", "How long one statement may run; 0 is without limit."},
       set<kDatabase, &DatabaseConfig::statement_timeout, read_duration>},
      {{"database.pooler", KeyType::text, "`\"none\"`", "`\"session\"` behind a pooler in session mode. No other mode can work."},
       set<kDatabase, &DatabaseConfig::pooler, read_pooler>},
  };
}

// Read before what has names without a schema, which are in the tenant's.
Keys tenant_keys() {
  return {
      {{"tenants.schemas", KeyType::text_or_texts, "",
        "The schemas of the tenants: their names, or a query of one column that tells them. See [tenants](tenants.md)."},
       read_tenant_schemas},
      {{"tenants.pattern", KeyType::text, "",
        "What every tenant's schema is called, with `*`, such as `\"tenant_*\"`. The service owns all schemas of such a name."},
       read_tenant_pattern},
      {{"tenants.parallel", KeyType::integer, "`4`",
        "How many tenants are at work at the same time; each has two sessions with the server."},
       read_tenant_parallel},
  };
}

// [models], [revisions], [autogenerate], [scratch]
Keys work_keys() {
  return {
      {{"models.files", KeyType::texts, "`[\"models/*.sql\"]`", "The files of the model, in SQL (`.sql`) or TOML (`.toml`)."},
       set<kModels, &ModelsConfig::files, read_model_files>},
      {{"models.command", KeyType::texts, "",
        "Instead of files: a program with its arguments that prints the model as SQL: `[\"python\", \"-m\", \"app.print_ddl\"]`."},
       read_command_key},
      {{"revisions.directory", KeyType::text, "`\"revisions\"`", "Where the revision files are."},
       set<kRevisions, &RevisionsConfig::directory, read_inner_path>},
      {{"revisions.file_template", KeyType::text, "`\"{year}{month}{day}_{hour}{minute}_{rev}_{slug}\"`",
        "The names of new revision files. There is `{second}` too; `{rev}` is required."},
       set<kRevisions, &RevisionsConfig::file_template, read_file_template>},
      {{"revisions.ahead", KeyType::text, "`\"warn\"`",
        "A database ahead of these files is nothing to do, with a warning (`\"warn\"`), or an error (`\"refuse\"`)."},
       set<kRevisions, &RevisionsConfig::ahead, read_ahead>},
      {{"autogenerate.ignore", KeyType::texts, "`[]`", "Patterns of objects that are never compared."}, read_ignore},
      {{"autogenerate.online", KeyType::boolean, "`true`", "Change existing tables in ways that let the application go on working."},
       set<kAutogenerate, &AutogenerateConfig::online, read_boolean>},
      {{"autogenerate.privileges", KeyType::text, "`\"where-said\"`",
        "Privileges count from the first that the model says (`\"where-said\"`), always, so that what it does not grant is revoked "
        "(`\"all\"`), or never (`\"none\"`)."},
       set<kAutogenerate, &AutogenerateConfig::privileges, read_privileges>},
      {{"scratch.url", KeyType::text, "",
        "A server for scratch databases, instead of the embedded server. `${NAME}` as in `database.url`."},
       set<kScratch, &ScratchConfig::url, read_from_environment>},
      {{"scratch.bin", KeyType::text, "",
        "The server binaries of the embedded server, instead of those of the live server's major version."},
       set<kScratch, &ScratchConfig::bin, read_setting>},
  };
}

Keys ownership_keys() {
  return {
      {{"ownership.owns", KeyType::texts, "`[]`", "Patterns of objects that the service owns, beside what its revisions create."},
       read_owns},
      {{"ownership.undecided", KeyType::text, "`\"guard\"`",
        "Statements whose text does not tell what they touch run under the commit guard (`\"guard\"`) or not at all (`\"refuse\"`)."},
       set<kOwnership, &OwnershipConfig::undecided, read_undecided>},
      {{"ownership.allow_kinds", KeyType::texts, "`[]`", "Kinds of statements that are otherwise refused outright: `[\"create role\"]`."},
       set<kOwnership, &OwnershipConfig::allow_kinds, read_allow_kinds>},
      {{"ownership.share", KeyType::tables, "`[]`", "A `[[ownership.share]]` for each consent to an access by another service."},
       read_shares},
      {{"review.owners", KeyType::texts, "`[]`", "Who approves changes of the service, as CODEOWNERS names them: `[\"@org/team\"]`."},
       set<kReview, &ReviewConfig::owners, read_owners>},
  };
}

}  // namespace

std::string_view word(KeyType type) {
  constexpr std::string_view words[] = {"string",
                                        "integer or string",
                                        "boolean",
                                        "duration",
                                        "array of strings",
                                        "array of tables",
                                        "integer",
                                        "table",
                                        "array of strings, or table",
                                        "string or array of strings"};
  return words[static_cast<std::size_t>(type)];
}

const std::vector<Key<WorkspacePatterns>>& workspace_keys() {
  static const std::vector<Key<WorkspacePatterns>> table{
      {{"workspace.services", KeyType::texts, "",
        "The services' directories, relative to this file. `*` stands for any name within one directory."},
       [](const Given& given, WorkspacePatterns& patterns) { patterns = read_settings(given); }}};
  return table;
}

const std::vector<Key<ServiceConfig>>& service_keys() {
  static const Keys all = [] {
    Keys keys;
    for (const Keys& section : {name_keys(), database_keys(), tenant_keys(), work_keys(), ownership_keys()}) {
      keys.insert(keys.end(), section.begin(), section.end());
    }
    return keys;
  }();
  return all;
}

const std::vector<Key<ShareReading>>& share_keys() {
  static const std::vector<Key<ShareReading>> table{
      {{"ownership.share.object", KeyType::text, "", "A pattern of what is shared."}, read_share_object},
      {{"ownership.share.with", KeyType::text, "", "The service that may use it, or `\"*\"` for every service."}, read_share_with},
      {{"ownership.share.allow", KeyType::texts, "", "What it may do: `read`, `reference`, `write`, `alter`."}, read_share_allow},
  };
  return table;
}

const std::vector<KeyInfo>& keys() {
  static const std::vector<KeyInfo> all = [] {
    std::vector<KeyInfo> infos;
    const auto append = [&](const auto& table) {
      for (const auto& key : table) {
        infos.push_back(key.info);
      }
    };
    append(workspace_keys());
    append(service_keys());
    append(share_keys());
    return infos;
  }();
  return all;
}

}  // namespace deed::config
