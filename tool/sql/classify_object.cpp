// Types, schemas, extensions, publications; DROP, RENAME, OWNER, SET SCHEMA, COMMENT and GRANT of anything.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "sql/builtin_names.h"
#include "sql/classifiers.h"
#include "sql/named_objects.h"

namespace deed::sql {

namespace {

void refuse_beyond(Analysis& analysis, const std::string& verb, std::string_view object_type) {
  const std::string kind = verb + ' ' + object_word(object_type);
  analysis.kind(kind);
  analysis.refuse(kind, fmt::format("A {} is nobody's alone: it belongs to the whole database or server.", object_word(object_type)));
}

void create_type(Analysis& analysis, const Node& statement) {
  const Node* range = member(statement, "typevar");
  const WrittenName type = range != nullptr ? range_name(*range) : name_of(ObjectKind::relation, names(statement, "typeName"));
  analysis.change({.kind = ChangeKind::create, .object = type});
  if (const Node* columns = member(statement, "coldeflist")) {
    walk_stored(analysis, *columns);
  }
}

void create_domain(Analysis& analysis, const Node& statement) {
  analysis.change({.kind = ChangeKind::create, .object = name_of(ObjectKind::relation, names(statement, "domainname"))});
  for (const char* part : {"typeName", "collClause", "constraints"}) {
    if (const Node* node = member(statement, part)) {
      walk_stored(analysis, *node);
    }
  }
}

void alter_domain(Analysis& analysis, const Node& statement) {
  analysis.use(name_of(ObjectKind::relation, names(statement, "typeName")), Access::alter);
  if (const Node* definition = member(statement, "def")) {
    walk_stored(analysis, *definition);
  }
}

void alter_type(Analysis& analysis, const Node& statement) {
  analysis.use(name_of(ObjectKind::relation, names(statement, "typeName")), Access::alter);
}

void alter_enum(Analysis& analysis, const Node& statement) {
  const WrittenName type = name_of(ObjectKind::relation, names(statement, "typeName"));
  analysis.use(type, Access::alter);
  if (text(statement, "oldVal").empty()) {
    const WrittenName label{ObjectKind::relation, "", std::string(text(statement, "newVal"))};
    analysis.autocommit({.action = AutocommitAction::add_enum_value, .object = type, .part = label, .outside_transaction = false});
  }
}

void use_function(Analysis& analysis, const std::vector<std::string>& parts) {
  const WrittenName function = name_of(ObjectKind::function, parts);
  if (!(function.schema.empty() ? is_builtin_function(function.name) : is_system_schema(function.schema))) {
    analysis.use(function, Access::reference);
  }
}

// Whose names PostgreSQL's own are as well; unqualified, those come first.
void use_common(Analysis& analysis, const WrittenName& name) {
  const bool system =
      name.schema.empty() ? name.kind == ObjectKind::collation && is_builtin_collation(name.name) : is_system_schema(name.schema);
  if (!system) {
    analysis.use(name, Access::reference);
  }
}

// An operator that another one names as its commutator or negator: itself, one that is still to come, or one that is changed by it.
void use_related_operator(Analysis& analysis, const std::vector<std::string>& parts, const std::vector<std::string>& self) {
  const WrittenName name = name_of(ObjectKind::operator_, parts);
  if (parts != self && !(name.schema.empty() ? is_builtin_operator(name.name) : is_system_schema(name.schema))) {
    analysis.use(name, Access::reference);
  }
}

// Options of CREATE TYPE, AGGREGATE and OPERATOR that name a function.
bool names_a_function(std::string_view option) {
  constexpr std::array options =
      std::to_array<std::string_view>({"function", "procedure", "restrict", "join", "input", "output", "receive", "send", "typmod_in",
                                       "typmod_out", "analyze", "subscript", "canonical", "subtype_diff"});
  return option.ends_with("func") || std::find(options.begin(), options.end(), option) != options.end();
}

// The parts of a name, in whichever of its forms the grammar left it.
std::vector<std::string> any_names(const Node& node) {
  if (const Node* type_name = unwrapped(node, "TypeName")) {
    return names(*type_name, "names");
  }
  const Node* parts = unwrapped(node, "List");
  return parts != nullptr ? names(*parts, "items") : names({&node});
}

// Of an aggregate in the syntax that names its arguments.
std::optional<std::string> aggregate_signature(std::string_view type, const Node& statement) {
  const std::vector<const Node*> arguments = list(statement, "args");
  const bool named = type == "OBJECT_AGGREGATE" && !arguments.empty();
  const Node* parameters = named ? unwrapped(*arguments.front(), "List") : nullptr;
  return !named ? std::nullopt
                : std::optional(signature_of(parameters == nullptr ? std::vector<const Node*>{} : list(*parameters, "items")));
}

// CREATE TYPE, COLLATION, TEXT SEARCH ..., OPERATOR with a list of definitions; aggregates are routines.
void define(Analysis& analysis, const Node& statement) {
  const std::string_view type = text(statement, "kind");
  const std::string kind = "create " + object_word(type);
  analysis.kind(kind);
  analysis.change({.kind = ChangeKind::create,
                   .object = name_of(kind_of(type), names(statement, "defnames")),
                   .may_exist = flag(statement, "replace") || flag(statement, "if_not_exists"),
                   .signature = aggregate_signature(type, statement)});
  for (const Node* wrapped : list(statement, "definition")) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const std::string_view name = text(option, "defname");
    const Node* value = member(option, "arg");
    const Node* type_name = value == nullptr ? nullptr : unwrapped(*value, "TypeName");
    // The grammar reads every name here as a type's.
    if (type_name != nullptr && names_a_function(name)) {
      use_function(analysis, names(*type_name, "names"));
    } else if (type_name != nullptr && (type == "OBJECT_TSCONFIGURATION" || type == "OBJECT_TSDICTIONARY")) {
      use_common(analysis, name_of(ObjectKind::text_search, names(*type_name, "names")));
    } else if (value != nullptr && type == "OBJECT_COLLATION" && name == "from") {
      use_common(analysis, name_of(ObjectKind::collation, any_names(*value)));
    } else if (value != nullptr && (name == "commutator" || name == "negator" || name == "sortop")) {
      use_related_operator(analysis, any_names(*value), names(statement, "defnames"));
    } else if (value != nullptr) {
      walk_stored(analysis, *value);
    }
  }
  if (const Node* arguments = member(statement, "args")) {
    walk_stored(analysis, *arguments);
  }
}

// The name that PostgreSQL gives to the multirange beside a range.
WrittenName multirange_of(const WrittenName& range) {
  constexpr std::string_view word = "range";
  WrittenName multirange = range;
  const std::size_t at = range.name.find(word);
  at == std::string::npos ? multirange.name.append("_multirange") : multirange.name.insert(at, "multi");
  return multirange;
}

// CREATE TYPE ... AS RANGE: its options too have every name as a type's, also those of functions, and of the type it makes beside.
void create_range(Analysis& analysis, const Node& statement) {
  const WrittenName type = name_of(ObjectKind::relation, names(statement, "typeName"));
  analysis.change({.kind = ChangeKind::create, .object = type});
  WrittenName multirange = multirange_of(type);
  for (const Node* wrapped : list(statement, "params")) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const std::string_view name = text(option, "defname");
    const Node* value = member(option, "arg");
    const std::vector<std::string> parts = value == nullptr ? std::vector<std::string>{} : any_names(*value);
    if (name == "multirange_type_name") {
      multirange = name_of(ObjectKind::relation, parts);
    } else if (names_a_function(name)) {
      use_function(analysis, parts);
    } else if (name == "collation") {
      use_common(analysis, name_of(ObjectKind::collation, parts));
    } else if (value != nullptr && name == "subtype") {
      walk_stored(analysis, *value);
    }
  }
  analysis.change({.kind = ChangeKind::create, .object = multirange, .other = type, .dependent = true});
}

void create_schema(Analysis& analysis, const Node& statement) {
  const std::string name(text(statement, "schemaname"));
  if (name.empty()) {
    analysis.undecided("CREATE SCHEMA AUTHORIZATION without a name takes the role's");
  } else {
    analysis.change({.kind = ChangeKind::create, .object = {ObjectKind::schema, "", name}, .may_exist = flag(statement, "if_not_exists")});
  }
  const Analysis::Inside scope(analysis, "", true);
  for (const Node* element : list(statement, "schemaElts")) {
    classify(analysis, *element);
  }
  analysis.made_in(name);
}

// The schema that an extension's objects are put into: PostgreSQL needs the right to create there.
void put_into_schema(Analysis& analysis, std::string_view schema) {
  if (!schema.empty() && !is_system_schema(schema)) {
    analysis.use({ObjectKind::schema, "", std::string(schema)}, Access::reference);
  }
}

void create_extension(Analysis& analysis, const Node& statement) {
  const std::string name(text(statement, "extname"));
  for (const Node* wrapped : list(statement, "options")) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const Node* argument = member(option, "arg");
    if (text(option, "defname") == "schema" && argument != nullptr) {
      put_into_schema(analysis, text(*unwrapped(*argument, "String"), "sval"));
    }
  }
  analysis.change({.kind = ChangeKind::create, .object = {ObjectKind::extension, "", name}, .may_exist = flag(statement, "if_not_exists")});
}

void alter_extension(Analysis& analysis, const Node& statement) {
  analysis.use({ObjectKind::extension, "", std::string(text(statement, "extname"))}, Access::alter);
}

// ADD and DROP: what belongs to an extension goes with it.
void alter_extension_contents(Analysis& analysis, const Node& statement) {
  alter_extension(analysis, statement);
  const std::string_view type = text(statement, "objtype");
  if (is_beyond_services(type)) {
    refuse_beyond(analysis, "alter extension with a", type);
  } else if (const Node* node = member(statement, "object")) {
    const NamedObject object = named_object(type, *node);
    analysis.use(object.name, Access::alter, form_of(object.dependent));
  }
}

void publication_members(Analysis& analysis, const Node& statement) {
  for (const Node* wrapped : list(statement, "pubobjects")) {
    const Node& object = *unwrapped(*wrapped, "PublicationObjSpec");
    if (const Node* table = member(object, "pubtable")) {
      analysis.use(range_name(*member(*table, "relation")), Access::alter);
    } else if (text(object, "pubobjtype") == "PUBLICATIONOBJ_TABLES_IN_SCHEMA") {
      analysis.use({ObjectKind::schema, "", std::string(text(object, "name"))}, Access::alter);
    } else {
      analysis.undecided("a publication of the current schema");
    }
  }
  if (flag(statement, "for_all_tables")) {
    analysis.refuse("create publication", "It publishes every table of the database, also other services' ones.");
  }
}

void create_publication(Analysis& analysis, const Node& statement) {
  analysis.change({.kind = ChangeKind::create, .object = {ObjectKind::publication, "", std::string(text(statement, "pubname"))}});
  publication_members(analysis, statement);
}

void alter_publication(Analysis& analysis, const Node& statement) {
  analysis.use({ObjectKind::publication, "", std::string(text(statement, "pubname"))}, Access::alter);
  publication_members(analysis, statement);
}

void drop(Analysis& analysis, const Node& statement) {
  const std::string_view type = text(statement, "removeType");
  if (is_beyond_services(type)) {
    refuse_beyond(analysis, "drop", type);
    return;
  }
  analysis.kind("drop " + object_word(type));
  const bool cascade = text(statement, "behavior") == "DROP_CASCADE";
  const std::vector<const Node*> objects = list(statement, "objects");
  for (const Node* node : objects) {
    const NamedObject object = named_object(type, *node);
    analysis.use(object.name, Access::alter, form_of(object.dependent));
    if (!object.part) {
      analysis.change({.kind = ChangeKind::drop,
                       .object = object.name,
                       .cascade = cascade,
                       .dependent = object.dependent,
                       .signature = named_signature(type, *node)});
    }
  }
  if (flag(statement, "concurrent") && objects.size() == 1) {
    const WrittenName index = named_object(type, *objects.front()).name;
    analysis.autocommit({.action = AutocommitAction::drop_index, .object = index, .object_is_index = true, .part = index});
  }
}

// What ALTER ... RENAME, SET SCHEMA, OWNER TO and DEPENDS ON EXTENSION name: a relation of its own, or a node by the object's type.
std::optional<NamedObject> subject(Analysis& analysis, const Node& statement, std::string_view type) {
  if (const Node* relation = member(statement, "relation")) {
    const bool part = type == "OBJECT_COLUMN" || type == "OBJECT_ATTRIBUTE" || type == "OBJECT_TABCONSTRAINT" || type == "OBJECT_TRIGGER" ||
                      type == "OBJECT_RULE" || type == "OBJECT_POLICY";
    return NamedObject{range_name(*relation), type == "OBJECT_INDEX", part};
  }
  if (is_beyond_services(type)) {
    refuse_beyond(analysis, "alter", type);
    return std::nullopt;
  }
  if (const Node* node = member(statement, "object")) {
    return named_object(type, *node);
  }
  return NamedObject{{kind_of(type), "", std::string(text(statement, "subname"))}};
}

std::optional<std::string> subject_signature(const Node& statement, std::string_view type) {
  const Node* node = member(statement, "object");
  return node == nullptr ? std::nullopt : named_signature(type, *node);
}

void rename(Analysis& analysis, const Node& statement) {
  const std::string_view type = text(statement, "renameType");
  const std::optional<NamedObject> object = subject(analysis, statement, type);
  if (!object) {
    return;
  }
  // The grammar tells what the relation is for columns only; of constraints, triggers and the like it is a table.
  const std::string_view whole = type == "OBJECT_COLUMN"          ? text(statement, "relationType")
                                 : type == "OBJECT_DOMCONSTRAINT" ? "OBJECT_DOMAIN"
                                                                  : "OBJECT_TABLE";
  analysis.kind("alter " + object_word(object->part ? whole : type));
  analysis.use(object->name, Access::alter, form_of(object->dependent));
  if (!object->part) {
    const WrittenName renamed{object->name.kind, object->name.schema, std::string(text(statement, "newname"))};
    analysis.change({.kind = ChangeKind::rename,
                     .object = object->name,
                     .other = renamed,
                     .dependent = object->dependent,
                     .signature = subject_signature(statement, type)});
  }
}

void set_schema(Analysis& analysis, const Node& statement) {
  const std::string_view type = text(statement, "objectType");
  const std::optional<NamedObject> object = subject(analysis, statement, type);
  if (!object) {
    return;
  }
  analysis.kind("alter " + object_word(type));
  analysis.use(object->name, Access::alter);
  if (object->name.kind == ObjectKind::extension) {
    put_into_schema(analysis, text(statement, "newschema"));
  } else if (has_schema(object->name.kind)) {
    analysis.change({.kind = ChangeKind::rename,
                     .object = object->name,
                     .other = WrittenName{object->name.kind, std::string(text(statement, "newschema")), object->name.name},
                     .signature = subject_signature(statement, type)});
  }
}

void alter_named(Analysis& analysis, const Node& statement, std::string_view type) {
  if (const std::optional<NamedObject> object = subject(analysis, statement, type)) {
    analysis.kind("alter " + object_word(type));
    analysis.use(object->name, Access::alter, form_of(object->dependent));
  }
}

void alter_owner(Analysis& analysis, const Node& statement) { alter_named(analysis, statement, text(statement, "objectType")); }

void alter_depends(Analysis& analysis, const Node& statement) { alter_named(analysis, statement, text(statement, "objectType")); }

// ALTER of what is named by a list of its name's parts.
template <ObjectKind kKind, const char* kMember>
void alter_by_parts(Analysis& analysis, const Node& statement) {
  analysis.use(name_of(kKind, names(statement, kMember)), Access::alter);
}

constexpr char kCollationName[] = "collname";
constexpr char kConfigurationName[] = "cfgname";
constexpr char kDictionaryName[] = "dictname";

void alter_operator(Analysis& analysis, const Node& statement) {
  analysis.use(name_of(ObjectKind::operator_, names(*member(statement, "opername"), "objname")), Access::alter);
  for (const Node* wrapped : list(statement, "options")) {
    const Node* value = member(*unwrapped(*wrapped, "DefElem"), "arg");
    if (value != nullptr && unwrapped(*value, "TypeName") != nullptr) {
      use_function(analysis, any_names(*value));
    }
  }
}

void comment(Analysis& analysis, const Node& statement) {
  const std::string_view type = text(statement, "objtype");
  if (is_beyond_services(type)) {
    analysis.refuse("comment", fmt::format("A {} belongs to the whole database or server.", object_word(type)));
    return;
  }
  if (const Node* node = member(statement, "object")) {
    const NamedObject object = named_object(type, *node);
    analysis.use(object.name, Access::alter, form_of(object.dependent));
  }
}

void grant(Analysis& analysis, const Node& statement) {
  analysis.kind(flag(statement, "is_grant") ? "grant" : "revoke");
  const std::string_view type = text(statement, "objtype");
  const bool in_schema = text(statement, "targtype") == "ACL_TARGET_ALL_IN_SCHEMA";
  if (is_beyond_services(type) && !in_schema) {
    analysis.refuse("grant", fmt::format("Privileges on a {} concern the whole database or server.", object_word(type)));
    return;
  }
  for (const Node* node : list(statement, "objects")) {
    if (const Node* range = unwrapped(*node, "RangeVar")) {
      analysis.use(range_name(*range), Access::alter);
    } else if (in_schema) {
      analysis.use({ObjectKind::schema, "", std::string(text(*unwrapped(*node, "String"), "sval"))}, Access::alter);
    } else {
      analysis.use(named_object(type, *node).name, Access::alter);
    }
  }
}

void default_privileges(Analysis& analysis, const Node& statement) {
  std::vector<std::string> schemas;
  for (const Node* wrapped : list(statement, "options")) {
    const Node& option = *unwrapped(*wrapped, "DefElem");
    const Node* argument = member(option, "arg");
    if (text(option, "defname") == "schemas" && argument != nullptr) {
      schemas = names(*unwrapped(*argument, "List"), "items");
    }
  }
  if (schemas.empty()) {
    analysis.refuse("alter default privileges",
                    "Without IN SCHEMA it concerns every object that the role will create, for whichever service.");
  }
  for (const std::string& schema : schemas) {
    analysis.use({ObjectKind::schema, "", schema}, Access::alter);
  }
}

}  // namespace

Classifiers object_classifiers() {
  return {
      {"CreateEnumStmt", {"create type", create_type}},
      {"CompositeTypeStmt", {"create type", create_type}},
      {"CreateRangeStmt", {"create type", create_range}},
      {"CreateDomainStmt", {"create domain", create_domain}},
      {"AlterDomainStmt", {"alter domain", alter_domain}},
      {"AlterTypeStmt", {"alter type", alter_type}},
      {"AlterEnumStmt", {"alter type", alter_enum}},
      {"DefineStmt", {"create", define}},
      {"CreateSchemaStmt", {"create schema", create_schema}},
      {"CreateExtensionStmt", {"create extension", create_extension}},
      {"AlterExtensionStmt", {"alter extension", alter_extension}},
      {"AlterExtensionContentsStmt", {"alter extension", alter_extension_contents}},
      {"CreatePublicationStmt", {"create publication", create_publication}},
      {"AlterPublicationStmt", {"alter publication", alter_publication}},
      {"DropStmt", {"drop", drop}},
      {"RenameStmt", {"alter", rename}},
      {"AlterObjectSchemaStmt", {"alter", set_schema}},
      {"AlterOwnerStmt", {"alter", alter_owner}},
      {"AlterObjectDependsStmt", {"alter", alter_depends}},
      {"CommentStmt", {"comment", comment}},
      {"SecLabelStmt", {"security label", comment}},
      {"GrantStmt", {"grant", grant}},
      {"AlterCollationStmt", {"alter collation", alter_by_parts<ObjectKind::collation, kCollationName>}},
      {"AlterTSConfigurationStmt", {"alter text search configuration", alter_by_parts<ObjectKind::text_search, kConfigurationName>}},
      {"AlterTSDictionaryStmt", {"alter text search dictionary", alter_by_parts<ObjectKind::text_search, kDictionaryName>}},
      {"AlterOperatorStmt", {"alter operator", alter_operator}},
      {"AlterDefaultPrivilegesStmt", {"alter default privileges", default_privileges}},
  };
}

}  // namespace deed::sql
