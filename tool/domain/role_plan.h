#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/access.h"
#include "domain/database_map.h"

namespace deed {

// An object as ALTER and GRANT name it: all signatures of a function are objects of their own here.
struct AlterableObject {
  LiveObject object{};
  // "TABLE", "MATERIALIZED VIEW", "FUNCTION", ...
  std::string keyword{};
  // Quoted and qualified, with the arguments of a function.
  std::string identity{};
  // PostgreSQL's owner.
  std::string role{};
};

// PostgreSQL's roles for the services of a database: who they are and what they have to be granted. Printed by report::roles_sql().
struct RolePlan {
  struct Service {
    std::string name{};
    // Owns the service's objects; nobody logs in as it.
    std::string owner{};
    // Logs in, and is a member of the owner.
    std::string migrator{};
    // Its version tables that are there, as they stand in SQL; of a service with tenants one for each of them.
    std::vector<std::string> histories{};
    bool history_in_deed = false;
    // What the schemas of its tenants are called, "tenant_*"; "" for a service without tenants.
    std::string tenants{};
    // Where it may create: with tenants their schemas and no others.
    std::vector<std::string> schemas{};
    // Further schemas of its search_path.
    std::vector<std::string> visible_schemas{};
  };
  struct Grant {
    // "SELECT, REFERENCES"; empty where PostgreSQL has no privilege for the share.
    std::string privileges{};
    // "TABLE public.a"; with a kind that GRANT knows.
    std::string on{};
    ObjectName object{};
    std::string to{};
    // The share in words.
    std::string share{};
  };
  // An object that another role than the service's owner has in PostgreSQL.
  struct Move {
    AlterableObject object{};
    std::string to{};
  };

  std::string database{};
  // CREATE TABLE deed.ownership, and its comment.
  std::string create_ownership{};
  std::vector<Service> services{};
  std::vector<Grant> grants{};
  std::vector<Move> moves{};
  // Shares of what does not exist yet.
  std::vector<std::string> waiting{};
};

}  // namespace deed
