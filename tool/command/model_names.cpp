#include "command/model_names.h"

#include <fmt/format.h>

#include "autogenerate/other_tools.h"
#include "catalog/lookup.h"
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
    for (const ModelStatement& entry : model_.statements) {
      for (const NameChange& change : entry.statement.changes) {
        if (change.kind == ChangeKind::create && !change.dependent && !change.temporary) {
          sort_declared(created_name(change.object, path()), entry.location);
        }
      }
    }
    for (const ModelStatement& entry : model_.statements) {
      for (const ObjectUse& use : entry.statement.uses) {
        sort_used(use, entry.location);
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

  bool exists(const ObjectName& name) const {
    return name.kind == ObjectKind::schema ? catalog::schema_exists(live_, name.name) : catalog::columns_of(live_, name).has_value();
  }

  void sort_declared(const ObjectName& name, const Location& location) {
    if (view_.ignored(name)) {
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
      declare(name, there, adopt ? names_.adopted : names_.to_be_claimed);
    } else if (owner && !(owner->by_everything && !there)) {
      require_share(*owner, name, location);
      names_.stubs.insert(name);
    } else if (there && !adopt) {
      throw unclaimed(name, location, view_.service());
    } else {
      declare(name, there, names_.adopted);
    }
  }

  void declare(const ObjectName& name, bool there, std::set<ObjectName>& standing) {
    names_.declared.insert(name);
    (there ? standing : to_be_created_).insert(name);
  }

  // A table that the model refers to without declaring it.
  void sort_used(const ObjectUse& use, const Location& location) {
    const bool refers = use.access == Access::reference || use.access == Access::read;
    if (!refers || use.object.kind != ObjectKind::relation || use.form != NameForm::object) {
      return;
    }
    const ObjectName name = view_.map().resolve(use.object, path());
    const std::optional<Owner> owner = view_.map().owner(name);
    if (owner && owner->service != view_.service() && !names_.declared.contains(name) && !names_.stubs.contains(name)) {
      require_share(*owner, name, location);
      names_.foreign.insert(name);
    }
  }

  void require_share(const Owner& owner, const ObjectName& name, const Location& location) const {
    const auto shared = [&](Access access) { return view_.map().share(owner.service, name, view_.service(), access) != nullptr; };
    if (!shared(Access::reference) && !shared(Access::read)) {
      throw Error(ErrorKind::refused_by_static_check,
                  {.what = fmt::format("The model has {}, which belongs to {} and is not shared with {}.", to_string(name), owner.service,
                                       view_.service()),
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
};

}  // namespace

ModelNames sort_names(const Model& model, const ServiceView& view, postgres::Connection& live, Claiming claiming) {
  return Sorter(model, view, live, claiming).run();
}

}  // namespace deed::command
