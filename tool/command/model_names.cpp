#include "command/model_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "autogenerate/other_tools.h"
#include "base/lexer.h"
#include "base/text.h"
#include "catalog/live_database.h"
#include "catalog/lookup.h"
#include "history/table_name.h"
#include "ownership/messages.h"

namespace deed::command {

namespace {

// Both ways out for an object that stands there and is nobody's.
Error unclaimed(const ObjectName& object, const Location& location, const std::string& service) {
  return Error(
      ErrorKind::config,
      {.what = fmt::format("{} exists in the database, and no service owns it.", to_string(object)),
       .where = to_string(location),
       .hint = fmt::format("If it is {}'s, list it in [ownership] owns, or bring all of the model over with --adopt; if not, list it in "
                           "[autogenerate] ignore.",
                           service)});
}

class Sorter {
 public:
  Sorter(const Model& model, const ServiceView& view, postgres::Connection& live, Claiming claiming)
      : model_(model), view_(view), live_(live), claiming_(claiming) {}

  ModelNames run() {
    note_sequence_owners();
    for (const ModelStatement& entry : model_.statements) {
      for (const NameChange& change : entry.statement.changes) {
        if (change.kind == ChangeKind::create && !change.dependent && !change.temporary) {
          sort_declared(created_name(change.object, path()), entry.location);
        }
      }
    }
    // When it is known what their tables are.
    for (const auto& [name, location] : owned_sequences_) {
      sort_owned_sequence(name, location);
    }
    note_given();
    for (const ModelStatement& entry : model_.statements) {
      for (const ObjectUse& use : entry.statement.uses) {
        sort_used(use, entry);
      }
    }
    names_.adopted_are_there = !names_.adopted.empty();
    if (claiming_ == Claiming::adopt && names_.declared == to_be_created_) {
      names_.adopted = to_be_created_;
    }
    return std::move(names_);
  }

 private:
  const SearchPath& path() const { return view_.config().database.schemas; }

  // OWNED BY: the sequence is the table's. What the model says last counts.
  void note_sequence_owners() {
    for (const ModelStatement& entry : model_.statements) {
      const bool of_sequence = entry.statement.kind == "create sequence" || entry.statement.kind == "alter sequence";
      for (const NameChange& change : of_sequence ? entry.statement.changes : std::vector<NameChange>{}) {
        const ObjectName name = created_name(change.object, path());
        if (change.kind == ChangeKind::attach) {
          sequence_owners_[name] = created_name(*change.other, path());
        } else if (change.kind == ChangeKind::detach) {
          sequence_owners_.erase(name);
        }
      }
    }
  }

  void note_given() {
    names_.extensions = catalog::installed_extensions(live_);
    const auto says = [&](ObjectKind kind) {
      return std::any_of(names_.declared.begin(), names_.declared.end(), [&](const ObjectName& name) { return name.kind == kind; });
    };
    names_.says_publications = says(ObjectKind::publication);
    const bool says_extensions = says(ObjectKind::extension);
    for (const catalog::InstalledExtension& extension : names_.extensions) {
      const ObjectName name{ObjectKind::extension, "", extension.name};
      if (says_extensions && view_.is_mine(name) && !view_.ignored(name)) {
        names_.own_extensions.insert(name);
      }
    }
    names_.given_schemas.insert(path().begin(), path().end());
    for (const catalog::InstalledExtension& extension : names_.extensions) {
      names_.given_schemas.insert(extension.schema);
    }
    std::erase_if(names_.given_schemas, [&](const std::string& name) {
      return names_.declared.contains({ObjectKind::schema, "", name}) || is_left_behind(name);
    });
    names_.given_schemas.insert("public");
  }

  // A schema that a revision of the service claimed, and in which the model has nothing any more.
  bool is_left_behind(const std::string& schema) const {
    return view_.holdings().objects.contains({ObjectKind::schema, "", schema}) &&
           std::none_of(names_.declared.begin(), names_.declared.end(), [&](const ObjectName& name) { return name.schema == schema; });
  }

  bool exists(const ObjectName& name) const {
    switch (name.kind) {
      case ObjectKind::schema: return catalog::schema_exists(live_, name.name);
      case ObjectKind::relation: return catalog::columns_of(live_, name).has_value();
      // CREATE EXTENSION of what is there is nobody's loss; only who adopts all of the model wants it.
      case ObjectKind::extension: return claiming_ == Claiming::adopt && catalog::extension_exists(live_, name.name);
      default: return catalog::standing_names(live_, {name}).contains(name);
    }
  }

  // Of any service, wherever its deed.toml wants it.
  bool is_version_table(const ObjectName& name) const {
    const auto& services = view_.map().services();
    return name.kind == ObjectKind::relation && std::any_of(services.begin(), services.end(), [&](const auto& entry) {
             const std::string& table = entry.second.version_table;
             return !table.empty() && history::TableName::parse(table) == history::TableName{.schema = name.schema, .name = name.name};
           });
  }

  void sort_declared(const ObjectName& name, const Location& location) {
    if (view_.ignored(name) || is_version_table(name)) {
      names_.stubs.insert(name);
      return;
    }
    const std::optional<Owner> owner = view_.owner_to_be(name);
    const bool adopt = claiming_ == Claiming::adopt;
    if (owner && owner->service == view_.service()) {
      names_.declared.insert(name);
      if (adopt && view_.only_claimed(name) && exists(name)) {
        names_.adopted.insert(name);
      }
      return;
    }
    const bool there = exists(name);
    if (adopt && there && !owner && autogenerate::is_history_table(name)) {
      names_.stubs.insert(name);
    } else if (view_.listed_as_own(name)) {
      declare(name, there, adopt ? names_.adopted : names_.to_be_claimed, location);
    } else if ((!owner || owner->by_everything) && sequence_owners_.contains(name)) {
      owned_sequences_.emplace_back(name, location);
    } else if (owner && !(owner->by_everything && !there)) {
      require_share(*owner, name, "declares", location);
      names_.stubs.insert(name);
    } else if (there && !adopt) {
      throw unclaimed(name, location, view_.service());
    } else {
      declare(name, there, names_.adopted, location);
    }
  }

  void declare(const ObjectName& name, bool there, std::set<ObjectName>& standing, const Location& location) {
    names_.declared.insert(name);
    if (there) {
      standing.insert(name);
    } else {
      to_be_created_.insert(name);
      names_.to_be_made.emplace(name, location);
    }
  }

  // A sequence that nobody claimed by its own name follows its table, which has to be the same in the database.
  void sort_owned_sequence(const ObjectName& name, const Location& location) {
    const ObjectName& table = sequence_owners_.at(name);
    const std::optional<ObjectFacts> present = catalog::find_relation(live_, live_, {name.kind, name.schema, name.name});
    if (names_.stubs.contains(table)) {
      names_.stubs.insert(name);
    } else if (!present || present->answers == table) {
      names_.declared.insert(name);
      if (present && names_.adopted.contains(table)) {
        names_.adopted.insert(name);
      } else if (!present) {
        to_be_created_.insert(name);
      }
    } else {
      throw unclaimed(name, location, view_.service());
    }
  }

  // What the model refers to without declaring it.
  void sort_used(const ObjectUse& use, const ModelStatement& entry) {
    const bool counts = use.access == Access::write && use.inside.empty();
    const bool refers = use.access == Access::reference || use.access == Access::read || counts;
    const bool known = use.object.kind == ObjectKind::relation || use.object.kind == ObjectKind::function;
    if (!refers || !known || use.form == NameForm::dependent) {
      return;
    }
    const ObjectName name = view_.map().resolve(use.object, path());
    if (names_.declared.contains(name) || names_.stubs.contains(name) || is_system_schema(name.schema)) {
      return;
    }
    const std::optional<Owner> owner = view_.map().owner(name);
    if (use.form == NameForm::type || name.kind == ObjectKind::function) {
      // May be the server's or an extension's; whether it is shared the static check of the revision says.
      if (owner && owner->service != view_.service()) {
        names_.foreign.insert(name);
      }
    } else if (!owner) {
      require_unknown(name, use, entry);
    } else if (owner->service != view_.service()) {
      require_share(*owner, name, "refers to", place_of(name, entry));
      names_.foreign.insert(name);
    }
  }

  // What nobody owns cannot be shared, and so not be referred to; what is not there either PostgreSQL itself will miss.
  void require_unknown(const ObjectName& name, const ObjectUse& use, const ModelStatement& entry) {
    const std::optional<ObjectFacts> present = catalog::find_relation(live_, live_, {name.kind, name.schema, name.name});
    if (!present && use.inside.empty()) {
      names_.missing.emplace(name, place_of(name, entry));
    }
    if (!present || !present->extension.empty()) {
      return;
    }
    throw Error(
        ErrorKind::config,
        {.what = fmt::format("The model refers to {}, which is in the database, and no service owns it.", to_string(name)),
         .where = to_string(place_of(name, entry)),
         .hint = fmt::format("Its service lists it in [ownership] owns, and shares it with {}. If it is nobody's, declare it in the "
                             "model and list it in [autogenerate] ignore.",
                             view_.service())});
  }

  // Where the statement names it; where it begins if it hides the name.
  static Location place_of(const ObjectName& name, const ModelStatement& entry) {
    Lexer lexer(entry.statement.text);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
      const bool is_it = token.kind == TokenKind::quoted_identifier ? token.text.substr(1, token.text.size() - 2) == name.name
                                                                    : token.kind == TokenKind::word && to_lower(token.text) == name.name;
      if (is_it && entry.location.line > 0) {
        const Position position = position_at(entry.statement.text, token.begin);
        const int column = position.line == 1 ? entry.location.column + position.column - 1 : position.column;
        return {entry.location.file, entry.location.line + position.line - 1, column};
      }
    }
    return entry.location;
  }

  void require_share(const Owner& owner, const ObjectName& name, std::string_view how, const Location& location) const {
    const auto shared = [&](Access access) { return view_.map().share(owner.service, name, view_.service(), access) != nullptr; };
    if (!shared(Access::reference) && !shared(Access::read)) {
      throw Error(ErrorKind::refused_by_static_check,
                  {.what = fmt::format("The model {} {}, which belongs to {} and is not shared with {}.", how, to_string(name),
                                       owner.service, view_.service()),
                   .where = to_string(location),
                   .hint = ownership::share_hint(owner, name, view_.service(), Access::reference)});
    }
  }

  const Model& model_;
  const ServiceView& view_;
  postgres::Connection& live_;
  Claiming claiming_;
  ModelNames names_;
  std::set<ObjectName> to_be_created_;
  std::map<ObjectName, ObjectName> sequence_owners_;
  std::vector<std::pair<ObjectName, Location>> owned_sequences_;
};

}  // namespace

ModelNames sort_names(const Model& model, const ServiceView& view, postgres::Connection& live, Claiming claiming) {
  return Sorter(model, view, live, claiming).run();
}

}  // namespace deed::command
