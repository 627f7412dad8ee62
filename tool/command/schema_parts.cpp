#include "command/schema_parts.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "command/name_words.h"

namespace deed::command {

namespace {

bool is_common(const ObjectName& object) { return object.kind == ObjectKind::schema || object.kind == ObjectKind::extension; }

bool is_same(const Definition& a, const Definition& b) {
  return a.address == b.address && a.kind == b.kind && a.create == b.create && a.drop == b.drop && a.alter == b.alter &&
         a.mould == b.mould && a.compared == b.compared && a.owner == b.owner && a.made_with_owner == b.made_with_owner && a.uses == b.uses;
}

// Moves what `from` has more; whether what both have is common to all parts. Of that is_same() has said that it is the same.
template <typename Objects, typename Object>
bool merge(Objects& into, Objects& from, Object&& object) {
  into.merge(from);
  return std::all_of(from.begin(), from.end(), [&](const auto& entry) { return is_common(object(entry.first)); });
}

// What stands for schemas and extensions is in all parts or in none.
Schema common_of(const Schema& schema) {
  Schema common;
  common.schemas = schema.schemas;
  std::copy_if(schema.comments.begin(), schema.comments.end(), std::inserter(common.comments, common.comments.end()),
               [](const auto& entry) { return is_common(entry.first.object); });
  std::copy_if(schema.definitions.begin(), schema.definitions.end(), std::inserter(common.definitions, common.definitions.end()),
               [](const auto& entry) { return is_common(entry.first.object); });
  return common;
}

bool is_same(const Schema& a, const Schema& b) {
  return a.schemas == b.schemas && a.comments == b.comments &&
         std::equal(a.definitions.begin(), a.definitions.end(), b.definitions.begin(), b.definitions.end(),
                    [](const auto& one, const auto& other) { return is_same(one.second, other.second); });
}

template <typename Object>
bool add_all(std::map<ObjectName, Object>& into, std::map<ObjectName, Object>& from) {
  into.merge(from);
  return from.empty();
}

}  // namespace

SchemaPart::SchemaPart(Schema schema, std::vector<catalog::MadeName> names, const StatementGroups& groups)
    : schema_(std::move(schema)), names_(std::move(names)), groups_(&groups) {
  for (const catalog::MadeName& name : names_) {
    if (name.space != "constraint") {
      const ObjectKind kind = name.space == "statistics" ? ObjectKind::statistics : ObjectKind::relation;
      owner_.emplace(ObjectName{kind, name.schema, name.name}, name.owner);
    }
  }
}

const std::string* SchemaPart::group_of(const ObjectName& object) const {
  if (object.kind == ObjectKind::function) {
    return groups_->hash_of_maker(without_arguments(object).name);
  }
  if (object.kind != ObjectKind::relation && object.kind != ObjectKind::statistics) {
    return nullptr;
  }
  const auto owner = owner_.find(object);
  return groups_->hash_of_maker(owner == owner_.end() ? object.name : owner->second);
}

template <typename Visit>
void SchemaPart::visit_objects(Visit&& visit) const {
  for (const auto& [name, object] : schema_.tables) {
    visit(name);
  }
  for (const auto& [name, object] : schema_.enums) {
    visit(name);
  }
  for (const auto& [name, object] : schema_.sequences) {
    visit(name);
  }
  for (const auto& [target, text] : schema_.comments) {
    visit(target.object);
  }
  for (const auto& [address, definition] : schema_.definitions) {
    visit(address.object);
  }
  for (const Uncovered& uncovered : schema_.uncovered) {
    visit(uncovered.object);
  }
}

bool SchemaPart::is_sorted() const {
  bool sorted = true;
  visit_objects([&](const ObjectName& object) { sorted = sorted && (is_common(object) || group_of(object) != nullptr); });
  // What is out of scope has names too.
  return sorted && std::all_of(names_.begin(), names_.end(),
                               [&](const catalog::MadeName& name) { return groups_->hash_of_maker(name.owner) != nullptr; });
}

void SchemaPart::keep_only(const std::set<std::string>& hashes) {
  const auto gone = [&](const ObjectName& object) {
    const std::string* group = is_common(object) ? nullptr : group_of(object);
    return !is_common(object) && (group == nullptr || !hashes.contains(*group));
  };
  std::erase_if(schema_.tables, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(schema_.enums, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(schema_.sequences, [&](const auto& entry) { return gone(entry.first); });
  std::erase_if(schema_.comments, [&](const auto& entry) { return gone(entry.first.object); });
  std::erase_if(schema_.definitions, [&](const auto& entry) { return gone(entry.first.object); });
  std::erase_if(schema_.uncovered, [&](const Uncovered& uncovered) { return gone(uncovered.object); });
  std::erase_if(names_, [&](const catalog::MadeName& name) {
    const std::string* group = groups_->hash_of_maker(name.owner);
    return group == nullptr || !hashes.contains(*group);
  });
}

namespace {

// Moves all of a part into the whole; whether it had nothing of the part, but for what is common.
bool add(Schema& whole, Schema& part) {
  whole.uncovered.insert(whole.uncovered.end(), part.uncovered.begin(), part.uncovered.end());
  return is_same(common_of(whole), common_of(part)) && add_all(whole.tables, part.tables) && add_all(whole.enums, part.enums) &&
         add_all(whole.sequences, part.sequences) &&
         merge(whole.comments, part.comments, [](const CommentTarget& target) { return target.object; }) &&
         merge(whole.definitions, part.definitions, [](const Address& address) { return address.object; });
}

// Names that PostgreSQL chooses by what is free, with who has them.
class Choices {
 public:
  void add(const catalog::MadeName& name, const std::string& group) {
    const std::string stem = stem_of(name.name);
    if (stem.empty()) {
      return;
    }
    Choice& choice = choices_[{name.space, name.schema, stem}];
    choice.of_several = choice.of_several || (!choice.group.empty() && choice.group != group);
    choice.group = group;
    choice.may_be_chosen = choice.may_be_chosen || may_be_made_of(name.name, name.owner);
  }

  // Whether one group may have got a name because another one had that which it would have got.
  bool collide() const {
    return std::any_of(choices_.begin(), choices_.end(),
                       [](const auto& entry) { return entry.second.of_several && entry.second.may_be_chosen; });
  }

 private:
  struct Choice {
    std::string group{};
    bool of_several = false;
    bool may_be_chosen = false;
  };

  std::map<std::tuple<std::string, std::string, std::string>, Choice> choices_;
};

}  // namespace

std::optional<Schema> unite(std::vector<SchemaPart> parts) {
  if (parts.empty()) {
    return std::nullopt;
  }
  Schema whole = common_of(parts.front().schema());
  Choices choices;
  for (SchemaPart& part : parts) {
    if (!add(whole, part.schema_)) {
      return std::nullopt;
    }
    for (const catalog::MadeName& name : part.names_) {
      choices.add(name, *part.groups_->hash_of_maker(name.owner));
    }
  }
  if (choices.collide()) {
    return std::nullopt;
  }
  std::sort(whole.uncovered.begin(), whole.uncovered.end());
  return whole;
}

}  // namespace deed::command
