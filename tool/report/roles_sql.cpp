#include "report/roles_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/identifier.h"
#include "base/text.h"

namespace deed::report {

namespace {

// Owns deed's own tables; nobody is a member, so nobody but a superuser changes their policies.
constexpr std::string_view kDeedOwner = "deed_owner";

std::string q(std::string_view name) { return quote_identifier(name); }

// One literal behind a line comment must not end it.
std::string comment(const std::string& text) { return "-- " + one_line(text); }

class Script {
 public:
  explicit Script(const RolePlan& plan) : plan_(plan) {}

  std::string text() {
    head();
    roles();
    own_tables();
    histories();
    schemas();
    shares();
    line("COMMIT;");
    moves();
    return std::move(text_);
  }

 private:
  void line(std::string_view text = "") {
    text_ += text;
    text_ += '\n';
  }

  void head() {
    line(comment("Roles for the services of database " + plan_.database + ", by deed."));
    line("-- Read it, then let a superuser run it: psql -X -v ON_ERROR_STOP=1 -f FILE URL");
    line("-- As often as you like: it changes nothing that is as it should be. Again after a new service or a new share.");
    line("-- Of each service NAME_owner owns what the service makes, and NAME_migrator logs in. deed.toml of the service says");
    line("--   [database]");
    line("--   role = \"NAME_owner\"");
    line("-- No role gets a password here: \\password NAME_migrator, or a certificate.");
    const std::string all = owners();
    if (static_cast<std::size_t>(std::count(all.begin(), all.end(), ',')) + 1 < plan_.services.size()) {
      line("-- Some services have one role in common: between these the ownership table is protected by convention only.");
    }
    line();
    line("BEGIN;");
    line();
  }

  void create_role(const std::string& role, std::string_view attributes) {
    line(
        fmt::format("DO $deed$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {}) THEN CREATE ROLE {} {}; END "
                    "IF;\nEND $deed$;",
                    quote_literal(role), q(role), attributes));
  }

  void roles() {
    line("-- Who there is.");
    create_role(std::string(kDeedOwner), "NOLOGIN");
    for (const RolePlan::Service& service : plan_.services) {
      create_role(service.owner, "NOLOGIN");
      create_role(service.migrator, "LOGIN");
      line(fmt::format("GRANT {} TO {};", q(service.owner), q(service.migrator)));
      line(fmt::format("GRANT CONNECT ON DATABASE {} TO {};", q(plan_.database), q(service.migrator)));
    }
    line();
  }

  std::string owners(const std::string& but = "") const {
    std::set<std::string> names;
    for (const RolePlan::Service& service : plan_.services) {
      if (service.owner != but) {
        names.insert(q(service.owner));
      }
    }
    return join({names.begin(), names.end()}, ", ");
  }

  void own_tables() {
    line(
        "-- deed's own tables. A row of the ownership table is written by the members of its service's owner only; all may read all of "
        "it.");
    line("CREATE SCHEMA IF NOT EXISTS deed;");
    line("DO $deed$ BEGIN\n  IF pg_catalog.to_regclass('deed.ownership') IS NULL THEN");
    line(plan_.create_ownership + ";");
    line("  END IF;\nEND $deed$;");
    line(fmt::format("ALTER SCHEMA deed OWNER TO {0};\nALTER TABLE deed.ownership OWNER TO {0};", kDeedOwner));
    line("REVOKE ALL ON SCHEMA deed FROM PUBLIC;\nREVOKE ALL ON deed.ownership FROM PUBLIC;");
    line(fmt::format("REVOKE ALL ON deed.ownership FROM {};", owners()));
    line(fmt::format("GRANT USAGE, CREATE ON SCHEMA deed TO {0};\nGRANT SELECT, INSERT, DELETE ON deed.ownership TO {0};", owners()));
    line("ALTER TABLE deed.ownership ENABLE ROW LEVEL SECURITY;");
    policy("deed_read", "FOR SELECT USING (true)");
    for (const RolePlan::Service& service : plan_.services) {
      const std::string own = fmt::format("service = {}", quote_literal(service.name));
      policy(suffixed_identifier("deed_insert_" + service.name, ""),
             fmt::format("FOR INSERT TO {} WITH CHECK ({} AND db_role = current_user)", q(service.owner), own));
      policy(suffixed_identifier("deed_delete_" + service.name, ""), fmt::format("FOR DELETE TO {} USING ({})", q(service.owner), own));
    }
    line();
  }

  void policy(const std::string& name, const std::string& rule) {
    line(fmt::format("DROP POLICY IF EXISTS {0} ON deed.ownership;\nCREATE POLICY {0} ON deed.ownership {1};", q(name), rule));
  }

  void histories() {
    line("-- Each history is its service's; the others read it, as they wait for its revisions.");
    for (const RolePlan::Service& service : plan_.services) {
      const std::string others = owners(service.owner);
      for (const std::string& table : service.histories) {
        line(fmt::format("ALTER TABLE {} OWNER TO {};", table, q(service.owner)));
      }
      if (!others.empty() && !service.histories.empty()) {
        if (!service.tenants.empty()) {
          line(fmt::format("GRANT USAGE ON SCHEMA {} TO {};", listed(quoted(service.schemas)), others));
        }
        line(fmt::format("GRANT SELECT ON {} TO {};", listed(service.histories), others));
      } else if (!others.empty() && service.history_in_deed) {
        line(fmt::format("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA deed GRANT SELECT ON TABLES TO {};", q(service.owner), others));
      }
    }
    line();
  }

  void schemas() {
    line("-- Where each may create.");
    for (const RolePlan::Service& service : plan_.services) {
      if (!service.tenants.empty()) {
        line(comment(fmt::format("The tenants of {}. Make the schema of a new one with AUTHORIZATION, or run this again:", service.name)));
        line(comment(fmt::format("CREATE SCHEMA {} AUTHORIZATION {};", service.tenants, q(service.owner))));
      }
      if (!service.schemas.empty()) {
        line(fmt::format("GRANT USAGE, CREATE ON SCHEMA {} TO {};", listed(quoted(service.schemas)), q(service.owner)));
      }
      if (!service.visible_schemas.empty()) {
        line(fmt::format("GRANT USAGE ON SCHEMA {} TO {};", listed(quoted(service.visible_schemas)), q(service.owner)));
      }
    }
    line();
  }

  // A name on each line where there are many.
  static std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kOnOneLine = 4;
    return names.size() <= kOnOneLine ? join(names, ", ") : "\n  " + join(names, ",\n  ") + "\n ";
  }

  static std::vector<std::string> quoted(const std::vector<std::string>& names) {
    std::vector<std::string> result;
    std::transform(names.begin(), names.end(), std::back_inserter(result), q);
    return result;
  }

  void shares() {
    line("-- What owners share.");
    std::set<std::string> seen;
    std::string previous;
    for (const RolePlan::Grant& grant : plan_.grants) {
      if (grant.share != previous) {
        line(comment(grant.share));
        previous = grant.share;
      }
      if (grant.privileges.empty()) {
        line(comment("PostgreSQL has no privilege for that."));
        continue;
      }
      const std::string& schema = grant.object.schema;
      if (!schema.empty() && seen.insert(schema + '\n' + grant.to).second) {
        line(fmt::format("GRANT USAGE ON SCHEMA {} TO {};", q(schema), q(grant.to)));
      }
      line(fmt::format("GRANT {} ON {} TO {};", grant.privileges, grant.on, q(grant.to)));
    }
    for (const std::string& share : plan_.waiting) {
      line(comment(share + ": nothing of that name is there yet; run this again when it is."));
    }
    line();
  }

  void moves() {
    if (plan_.moves.empty()) {
      return;
    }
    line();
    line(
        "-- What other roles own so far. From then on only the service's owner may alter it, and rights that came from owning it are "
        "gone:");
    line("-- GRANT the services' own roles what they use at run time, then remove the dashes.");
    for (const RolePlan::Move& move : plan_.moves) {
      const std::string moved = fmt::format("ALTER {} {} OWNER TO {};", move.object.keyword, move.object.identity, q(move.to));
      // A name with a line break in it must not leave the comment.
      line(moved.find_first_of("\r\n") == std::string::npos ? fmt::format("-- {}", moved) : comment(moved));
    }
  }

  const RolePlan& plan_;
  std::string text_;
};

}  // namespace

std::string roles_sql(const RolePlan& plan) { return Script(plan).text(); }

}  // namespace deed::report
