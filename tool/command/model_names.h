#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/extensions.h"
#include "command/model.h"
#include "command/service_view.h"

namespace deed::command {

// What the names in a model are, to the service that wants them.
struct ModelNames {
  // What the service itself wants to have.
  std::set<ObjectName> declared{};
  // Of those what stands there already, is nobody's, and is listed in `owns`.
  std::set<ObjectName> to_be_claimed{};
  // With Claiming::adopt: of those what stands there and no revision creates; all that is to be created where nothing of it does.
  std::set<ObjectName> adopted{};
  bool adopted_are_there = false;
  // Tables that the model declares for its own use only: another service's, or ignored. Never compared, never created.
  std::set<ObjectName> stubs{};
  // What of others the model refers to and does not declare: to be made in the scratch database as they are in the live one.
  std::set<ObjectName> foreign{};
  // Of what is declared and not the service's yet what stands nowhere: to be made.
  std::map<ObjectName, Location> to_be_made{};
  // What the model refers to at once, in no function's body, and neither declares nor finds in the live database.
  std::map<ObjectName, Location> missing{};
  // What the live database's extensions are (taken for granted unless the model declares them), and the schemas that are there before any
  // model: public, those of `schemas`, those of the extensions. Neither made nor dropped, unless the model declares the schema.
  std::vector<catalog::InstalledExtension> extensions{};
  std::set<std::string> given_schemas{};
  // Of a model that declares any extension those of the live database that are the service's: not given, but to be dropped or kept.
  std::set<ObjectName> own_extensions{};
  // Whether the model declares any publication: without one they are the business of who runs the database.
  bool says_publications = false;

  bool is_given(const ObjectName& name) const {
    return (name.kind == ObjectKind::extension && !declared.contains(name) && !own_extensions.contains(name)) ||
           (name.kind == ObjectKind::publication && !says_publications) ||
           (name.kind == ObjectKind::schema && given_schemas.contains(name.name));
  }
};

// How an object that stands there already becomes the service's: by `owns` only, or because the model declares it.
enum class Claiming { listed, adopt };

// Throws Error(config) for an object that exists and is nobody's, with the ways out, Error(refused_by_static_check) for what another
// service has not shared.
ModelNames sort_names(const Model& model, const ServiceView& view, postgres::Connection& live, Claiming claiming);

}  // namespace deed::command
