#include "sql/named_objects.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace deed::sql {

namespace {

struct TypeEntry {
  std::string_view type;
  std::string_view word;
  ObjectKind kind;
};

constexpr std::array kTypes = std::to_array<TypeEntry>({
    {"OBJECT_AGGREGATE", "aggregate", ObjectKind::function},
    {"OBJECT_ATTRIBUTE", "type attribute", ObjectKind::relation},
    {"OBJECT_COLLATION", "collation", ObjectKind::collation},
    {"OBJECT_COLUMN", "column", ObjectKind::relation},
    {"OBJECT_CONVERSION", "conversion", ObjectKind::conversion},
    {"OBJECT_DOMAIN", "domain", ObjectKind::relation},
    {"OBJECT_DOMCONSTRAINT", "domain constraint", ObjectKind::relation},
    {"OBJECT_EXTENSION", "extension", ObjectKind::extension},
    {"OBJECT_FOREIGN_TABLE", "foreign table", ObjectKind::relation},
    {"OBJECT_FUNCTION", "function", ObjectKind::function},
    {"OBJECT_INDEX", "index", ObjectKind::relation},
    {"OBJECT_MATVIEW", "materialized view", ObjectKind::relation},
    {"OBJECT_OPCLASS", "operator class", ObjectKind::operator_class},
    {"OBJECT_OPERATOR", "operator", ObjectKind::operator_},
    {"OBJECT_OPFAMILY", "operator family", ObjectKind::operator_family},
    {"OBJECT_POLICY", "policy", ObjectKind::relation},
    {"OBJECT_PROCEDURE", "procedure", ObjectKind::function},
    {"OBJECT_PUBLICATION", "publication", ObjectKind::publication},
    {"OBJECT_ROUTINE", "routine", ObjectKind::function},
    {"OBJECT_RULE", "rule", ObjectKind::relation},
    {"OBJECT_SCHEMA", "schema", ObjectKind::schema},
    {"OBJECT_SEQUENCE", "sequence", ObjectKind::relation},
    {"OBJECT_STATISTIC_EXT", "statistics", ObjectKind::statistics},
    {"OBJECT_TABCONSTRAINT", "constraint", ObjectKind::relation},
    {"OBJECT_TABLE", "table", ObjectKind::relation},
    {"OBJECT_TRIGGER", "trigger", ObjectKind::relation},
    {"OBJECT_TSCONFIGURATION", "text search configuration", ObjectKind::text_search},
    {"OBJECT_TSDICTIONARY", "text search dictionary", ObjectKind::text_search},
    {"OBJECT_TSPARSER", "text search parser", ObjectKind::text_search},
    {"OBJECT_TSTEMPLATE", "text search template", ObjectKind::text_search},
    {"OBJECT_TYPE", "type", ObjectKind::relation},
    {"OBJECT_VIEW", "view", ObjectKind::relation},
});

const TypeEntry* find(std::string_view type) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeEntry& entry) { return entry.type == type; });
  return found == kTypes.end() ? nullptr : found;
}

constexpr std::array<std::string_view, 5> kRelationParts{"OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_RULE",
                                                         "OBJECT_POLICY"};

// The name parts in whatever node carries them.
std::vector<std::string> parts_of(std::string_view type, const Node& node) {
  if (const Node* string = unwrapped(node, "String")) {
    return {std::string(text(*string, "sval"))};
  }
  if (const Node* type_name = unwrapped(node, "TypeName")) {
    return names(*type_name, "names");
  }
  if (const Node* with_arguments = unwrapped(node, "ObjectWithArgs")) {
    return names(*with_arguments, "objname");
  }
  const Node* items = unwrapped(node, "List");
  if (items == nullptr) {
    return {};
  }
  const std::vector<const Node*> elements = list(*items, "items");
  // COMMENT has the domain as a type before the constraint's name; RENAME has the domain's name parts alone.
  if (type == "OBJECT_DOMCONSTRAINT" && !elements.empty() && unwrapped(*elements.front(), "TypeName") != nullptr) {
    return parts_of("OBJECT_DOMAIN", *elements.front());
  }
  std::vector<std::string> parts = names(elements);
  // The access method stands before the name of an operator class or family.
  if ((type == "OBJECT_OPCLASS" || type == "OBJECT_OPFAMILY") && !parts.empty()) {
    parts.erase(parts.begin());
  }
  return parts;
}

std::string types_text(const std::vector<const Node*>& types) {
  std::vector<std::string> texts;
  for (const Node* type : types) {
    const std::vector<std::string> parts = names(*type, "names");
    texts.push_back((parts.empty() ? "" : parts.back()) + (list(*type, "arrayBounds").empty() ? "" : "[]"));
  }
  return '(' + join(texts, ",") + ')';
}

}  // namespace

std::string signature_of(const std::vector<const Node*>& parameters) {
  std::vector<const Node*> types;
  for (const Node* wrapped : parameters) {
    const Node& parameter = *unwrapped(*wrapped, "FunctionParameter");
    const std::string_view mode = text(parameter, "mode");
    const Node* type = member(parameter, "argType");
    if (type != nullptr && mode != "FUNC_PARAM_OUT" && mode != "FUNC_PARAM_TABLE") {
      types.push_back(type);
    }
  }
  return types_text(types);
}

std::optional<std::string> named_signature(std::string_view object_type, const Node& node) {
  const Node* with_arguments = unwrapped(node, "ObjectWithArgs");
  if (with_arguments == nullptr || kind_of(object_type) != ObjectKind::function || flag(*with_arguments, "args_unspecified")) {
    return std::nullopt;
  }
  std::vector<const Node*> types;
  for (const Node* wrapped : list(*with_arguments, "objargs")) {
    if (const Node* type = unwrapped(*wrapped, "TypeName")) {
      types.push_back(type);
    }
  }
  return types_text(types);
}

std::string object_word(std::string_view object_type) {
  if (const TypeEntry* entry = find(object_type)) {
    return std::string(entry->word);
  }
  constexpr std::string_view prefix = "OBJECT_";
  return replace_all(to_lower(object_type.starts_with(prefix) ? object_type.substr(prefix.size()) : object_type), "_", " ");
}

bool is_beyond_services(std::string_view object_type) { return find(object_type) == nullptr; }

ObjectKind kind_of(std::string_view object_type) { return find(object_type)->kind; }

NamedObject named_object(std::string_view object_type, const Node& node) {
  std::vector<std::string> parts = parts_of(object_type, node);
  const bool part = std::find(kRelationParts.begin(), kRelationParts.end(), object_type) != kRelationParts.end();
  if (part && !parts.empty()) {
    parts.pop_back();
  }
  return {name_of(kind_of(object_type), parts), object_type == "OBJECT_INDEX", part || object_type == "OBJECT_DOMCONSTRAINT"};
}

}  // namespace deed::sql
