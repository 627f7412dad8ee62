#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "autogenerate/compare.h"
#include "autogenerate/privileges.h"
#include "autogenerate/recipes.h"
#include "base/identifier.h"
#include "base/lexer.h"
#include "base/text.h"

namespace deed::autogenerate {

namespace {

struct Phases {
  std::string_view kind;
  Phase make;
  Phase drop;
};

constexpr std::array kPhases = std::to_array<Phases>({
    {"extension", Phase::create_extension, Phase::drop_extension},
    {"collation", Phase::create_type, Phase::drop_type},
    {"text search dictionary", Phase::create_type, Phase::drop_type},
    {"text search configuration", Phase::create_type, Phase::drop_type},
    {"domain", Phase::create_type, Phase::drop_type},
    {"composite type", Phase::create_type, Phase::drop_type},
    {"range type", Phase::create_type, Phase::drop_type},
    {"function", Phase::create_function, Phase::drop_function},
    {"procedure", Phase::create_function, Phase::drop_function},
    {"aggregate", Phase::create_function, Phase::drop_function},
    {"operator", Phase::create_function, Phase::drop_function},
    {"attribute", Phase::create_type, Phase::drop_part},
    {"view", Phase::create_view, Phase::drop_view},
    {"materialized view", Phase::create_view, Phase::drop_view},
    {"publication", Phase::create_piece, Phase::drop_part},
});

// All others are pieces: triggers, policies, comments, ...
constexpr Phases kPiece{"", Phase::create_piece, Phase::drop_part};

const Phases& phases_of(const Definition& definition) {
  const auto found = std::find_if(kPhases.begin(), kPhases.end(), [&](const Phases& entry) { return entry.kind == definition.kind; });
  return found == kPhases.end() ? kPiece : *found;
}

bool is_routine(const Definition& definition) { return definition.kind == "function" || definition.kind == "procedure"; }

void add_words(std::string_view text, std::set<std::string>& words) {
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
    if (token.kind == TokenKind::word) {
      words.insert(to_lower(token.text));
    } else if (token.kind == TokenKind::quoted_identifier) {
      words.insert(unquote_identifier(token.text));
    } else if (token.kind == TokenKind::string) {
      words.emplace(token.text);  // A value of an enum, maybe.
    }
  }
}

// The words in the body of a function, where PostgreSQL looks them up while it makes the function, and remembers nothing; and the tables
// whose rows it may take or return.
std::set<std::string> mentions_of(const Definition& definition) {
  std::set<std::string> words;
  for (const Address& used : is_routine(definition) ? definition.uses : std::vector<Address>{}) {
    words.insert(rows_of(used.object));
  }
  const std::string_view text = definition.create;
  const std::size_t begin = is_routine(definition) ? text.find("\nAS $") : std::string_view::npos;
  const std::size_t open = begin == std::string_view::npos ? begin : text.find('$', begin + 5);
  if (open != std::string_view::npos) {
    add_words(text.substr(open + 1, text.rfind('$', text.size() - 2) - open - 1), words);
  }
  return words;
}

Planned planned_for(const Definition& definition, const std::string& statement, Phase phase) {
  Planned planned{.operation = {Define{definition.address, statement}}, .place = {phase, to_string(definition.address.object)}};
  planned.place.subject += ' ' + definition.address.part;
  return planned;
}

// As PostgreSQL prints it, in capitals before the body.
bool says_leakproof(const Definition& function) {
  Lexer lexer(function.create);
  Token token = lexer.next();
  while (token.kind != TokenKind::end && token.text != "LEAKPROOF") {
    token = lexer.next();
  }
  return is_routine(function) && token.kind == TokenKind::word;
}

constexpr std::string_view kOldWords = "Values and indexes that are there keep what was made of them before: write them anew, and REINDEX.";

constexpr std::string_view kTypeAnew =
    "No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails "
    "where a value does not fit.";

constexpr std::string_view kCollationAnew =
    "No statement changes a collation, so it is made anew. Builds the indexes of its columns anew under ACCESS EXCLUSIVE locks.";

bool changes_words(const Definition& definition) { return definition.kind == "mapping" || definition.kind == "text search dictionary"; }

std::vector<std::string> hazards_of_making(const Definition& definition, bool on_new_table) {
  if (says_leakproof(definition)) {
    return {"Only a superuser may say LEAKPROOF."};
  }
  if (definition.kind == "mapping") {
    return {std::string(kOldWords)};
  }
  if (definition.kind == "materialized view") {
    const bool empty = definition.create.ends_with("\nWITH NO DATA");
    return empty ? std::vector<std::string>{} : std::vector<std::string>{"Runs its query now."};
  }
  if (definition.kind == "index" && !on_new_table) {
    return {"Nobody can refresh the materialized view while the index is built."};
  }
  if (definition.kind == "exclusion constraint" && !on_new_table) {
    return {"Builds an index under an ACCESS EXCLUSIVE lock; fails where rows exclude each other."};
  }
  if (definition.address.part == "unlogged") {
    return {"Rewrites the table under an ACCESS EXCLUSIVE lock; from then on a crash empties it."};
  }
  if (definition.address.part == "row-level security" && !on_new_table) {
    return {"From then on others than the owner see only the rows that a policy lets through."};
  }
  return {};
}

bool is_published(const Definition& definition) { return definition.kind.starts_with("published "); }

// Nothing tells a row of it from the others, so subscribers could not find it again.
bool lacks_identity(const Schema& schema, const ObjectName& name) {
  const Table* table = schema.find_table(name);
  const auto is_primary = [](const Constraint& constraint) { return constraint.kind == ConstraintKind::primary_key; };
  const auto identity = schema.definitions.find({name, "replica identity"});
  const bool said = identity != schema.definitions.end() && !identity->second.create.ends_with(" NOTHING");
  return table != nullptr && !said && std::none_of(table->constraints.begin(), table->constraints.end(), is_primary);
}

// Of a publication, or of one table or schema in it.
std::vector<std::string> hazards_of_publishing(const Situation& situation, const Definition& definition) {
  std::vector<std::string> hazards;
  const Address publication = is_published(definition) ? *definition.owner : definition.address;
  if (is_published(definition)) {
    hazards.emplace_back("Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.");
  }
  if (definition.create.find(" FOR ALL TABLES") != std::string::npos || definition.create.find("TABLES IN SCHEMA ") != std::string::npos) {
    hazards.emplace_back("Only a superuser may publish all tables or a whole schema.");
  }
  const std::string& options = situation.desired.definitions.at(publication).compared;
  const bool of_old_rows = options.find("update") != std::string::npos || options.find("delete") != std::string::npos;
  for (const auto& [address, one] : situation.desired.definitions) {
    const bool meant = is_published(one) && (is_published(definition) ? address == definition.address : one.owner == publication);
    if (meant && of_old_rows && lacks_identity(situation.desired, address.object)) {
      hazards.push_back(
          fmt::format("From then on nobody can update or delete rows of {}: it has neither a primary key nor another replica identity.",
                      to_string(address.object)));
    }
  }
  return hazards;
}

std::vector<std::string> hazards_of_dropping(const Definition& definition) {
  if (definition.address.part == "unlogged") {
    return {"Rewrites the table under an ACCESS EXCLUSIVE lock."};
  }
  if (definition.address.part == "row-level security") {
    return {"From then on everybody who may read the table sees all of its rows."};
  }
  if (definition.kind == "mapping") {
    return {std::string(kOldWords)};
  }
  if (definition.kind == "attribute") {
    return {"Deletes the values of the attribute."};
  }
  return {};
}

// An overloaded name that is on its way out: calls could mean either while both are there.
std::string leaving(const Definition& definition) {
  return "- " + definition.address.object.schema + '.' + without_arguments(definition.address.object).name;
}

// Where the attribute stands in its type.
int turn_of(const Definition& attribute, const Schema& schema) {
  const auto type = schema.definitions.find(*attribute.owner);
  const std::string name = "\n    " + quote_identifier(column_of(attribute.address)) + ' ';
  return type == schema.definitions.end() ? 0 : static_cast<int>(type->second.create.find(name)) + 1;
}

// A logged table refers to no unlogged one: those on the other side of foreign keys that stay go before it.
void note_logging(const Situation& situation, const Definition& definition, bool becomes_logged, Planned& planned) {
  if (definition.address.part != "unlogged") {
    return;
  }
  const ObjectName& table = definition.address.object;
  planned.footprint.makes.push_back(logged_key(table));
  planned.footprint.removes.push_back(logged_key(table));
  for (const auto& [name, other] : situation.actual.tables) {
    for (const Constraint& constraint : other.constraints) {
      const bool refers = constraint.reference && constraint.reference->table != name && situation.family.is_kept(name) &&
                          find_part(situation.desired.find_table(name)->constraints, constraint.name) != nullptr;
      const ObjectName& here = !refers ? name : becomes_logged ? name : constraint.reference->table;
      const ObjectName& there = !refers ? name : becomes_logged ? constraint.reference->table : name;
      if (refers && here == table) {
        planned.footprint.needs.push_back(logged_key(there));
      }
    }
  }
}

// A domain's default or check may have an enum's new value in it, though it is the domain that refers to the enum.
void note_labels(const Situation& situation, const Definition& definition, Planned& planned) {
  const ObjectName& object = definition.owner ? definition.owner->object : definition.address.object;
  planned.footprint.add({.needs = labels_behind({object}, situation.desired)});
}

// PostgreSQL checks no values inside of arrays: new columns with such come behind a domain's demand, dropped ones before.
void note_demand(const Definition& definition, Planned& planned) {
  if (definition.kind == "not null" || definition.kind == "constraint") {
    planned.footprint.makes.push_back(inside_key(definition.address.object));
    planned.footprint.removes.push_back(inside_key(definition.address.object));
  }
}

// Behind whatever attaches the partition, or one above it.
void note_attaching(const Situation& situation, const Definition& state, Planned& planned) {
  if (is_state_of_parents(state)) {
    for (const ObjectName& parent : situation.family.ancestors(state.address.object)) {
      planned.footprint.needs.push_back(attached_key(parent));
    }
  }
}

void make(const Situation& situation, const Definition& definition, Plan& plan) {
  if (definition.made_with_owner && situation.makes(*definition.owner)) {
    return;
  }
  Planned planned = planned_for(definition, definition.create, phases_of(definition).make);
  planned.operation.hazards = definition.kind == "publication" || is_published(definition)
                                  ? hazards_of_publishing(situation, definition)
                                  : hazards_of_making(definition, definition.owner && situation.makes(*definition.owner));
  planned.footprint = making(ties_of(definition));
  for (const Change<Definition>& change : situation.changes.definitions) {
    if (change.to && change.to->made_with_owner && change.to->owner == definition.address) {
      planned.footprint.add(making({ties_of(*change.to).is, use_keys(change.to->uses)}));
    }
  }
  if (!definition.is_piece()) {
    planned.gives = {without_arguments(definition.address.object).name};
  }
  for (const ColumnName& column : forgotten_with(definition, situation.desired)) {
    planned.footprint.needs.push_back(type_key(column.table, column.column));
  }
  note_logging(situation, definition, false, planned);
  note_demand(definition, planned);
  note_labels(situation, definition, planned);
  note_attaching(situation, definition, planned);
  planned.mentions = mentions_of(definition);
  planned.mentions.insert(leaving(definition));
  if (definition.kind == "attribute") {
    planned.place.subject = to_string(definition.address.object);
    planned.place.turn = turn_of(definition, situation.desired);
  }
  add(plan, planned);
}

// CREATE OR REPLACE wakes a trigger, but no rule; its state is said again behind.
bool is_reset_with(const Situation& situation, const Definition& definition) {
  const std::vector<Change<Definition>>& changes = situation.changes.definitions;
  return definition.kind == "state" && definition.owner->part.starts_with("trigger ") &&
         std::any_of(changes.begin(), changes.end(), [&](const Change<Definition>& change) {
           return change.from && change.to && change.from->address == *definition.owner;
         });
}

std::vector<std::string> hazards_of_replacing(const Situation& situation, const Definition& definition) {
  std::vector<std::string> hazards{std::string(is_type(definition) ? kTypeAnew : kCollationAnew)};
  const std::vector<std::string> left = attributes_of(definition.address.object, situation.desired);
  for (const std::string& attribute : attributes_of(definition.address.object, situation.actual)) {
    if (std::find(left.begin(), left.end(), attribute) == left.end()) {
      hazards.push_back(fmt::format("Deletes the values of attribute {}.", attribute));
    }
  }
  return hazards;
}

void drop(const Situation& situation, const Definition& definition, Plan& plan) {
  const bool goes_with_table =
      is_published(definition) && situation.drops_table(definition.address.object) && !situation.makes_anew(definition.address.object);
  if (definition.owner && (goes_with_table || situation.drops(*definition.owner) || is_reset_with(situation, definition))) {
    return;
  }
  if (definition.address.part.empty() && situation.replaces_type(definition.address.object)) {
    plan_type_aside(situation, definition.address.object, ties_of(definition), situation.dropped_with(definition.address.object),
                    hazards_of_replacing(situation, definition), plan);
    return;
  }
  Planned planned = planned_for(definition, definition.drop, phases_of(definition).drop);
  std::get<Define>(planned.operation.action).drops = true;
  planned.operation.hazards = hazards_of_dropping(definition);
  planned.footprint = dropping(ties_of(definition));
  note_logging(situation, definition, true, planned);
  if (is_routine(definition)) {
    planned.gives = {leaving(definition)};
  }
  if (definition.address.part.empty()) {
    planned.footprint.add(situation.dropped_with(definition.address.object));
  }
  add(plan, planned);
}

// What was made of a function's results, and is not looked at again when it gives others.
std::vector<std::string> made_of(const Schema& schema, const ObjectName& function) {
  std::vector<std::string> made;
  const auto note = [&](const std::vector<ObjectName>& uses, const std::string& what) {
    if (std::find(uses.begin(), uses.end(), function) != uses.end()) {
      made.push_back(what);
    }
  };
  for (const auto& [name, table] : schema.tables) {
    for (const Column& column : table.columns) {
      note(column.generated == Generation::stored ? column.uses : std::vector<ObjectName>{},
           fmt::format("column {} of {}", column.name, to_string(name)));
    }
    for (const Constraint& constraint : table.constraints) {
      note(constraint.uses, fmt::format("constraint {} on {}", constraint.name, to_string(name)));
    }
    for (const Index& index : table.indexes) {
      note(index.uses, "index " + index.name);
    }
    note(table.partitioning ? table.partitioning->uses : std::vector<ObjectName>{}, "partitions of " + to_string(name));
  }
  return made;
}

void alter(const Situation& situation, const Definition& from, const Definition& to, Plan& plan) {
  Planned planned = planned_for(to, to.alter, phases_of(to).make);
  if (const std::vector<std::string> made = made_of(situation.actual, from.address.object); is_routine(to) && !made.empty()) {
    planned.operation.hazards = {
        fmt::format("PostgreSQL keeps as they are: {}. Where the function gives other results now, REINDEX, and write the rows anew.",
                    join(made, ", "))};
  }
  if (changes_words(to)) {
    planned.operation.hazards = {std::string(kOldWords)};
  } else if (says_leakproof(to)) {
    const std::vector<std::string> more = hazards_of_making(to, false);
    planned.operation.hazards.insert(planned.operation.hazards.end(), more.begin(), more.end());
  }
  planned.footprint = making(ties_of(to));
  planned.footprint.frees = ties_of(from).uses;
  note_demand(to, planned);
  note_labels(situation, to, planned);
  if (to.kind == "attribute") {
    // No column may have the type meanwhile: new ones come behind, dropped ones before.
    planned.footprint.makes = {relation_key(to.address.object)};
    planned.footprint.removes = planned.footprint.makes;
    std::erase(planned.footprint.needs, relation_key(to.address.object));
    std::erase(planned.footprint.frees, relation_key(to.address.object));
  }
  planned.mentions = mentions_of(to);
  add(plan, planned);
}

// GRANT and REVOKE of several privileges at once, where they differ in nothing else.
class Privileges {
 public:
  void take(const Situation& situation, const Change<Definition>& change) {
    const bool makes = change.to.has_value();
    const Definition& definition = makes ? *change.to : *change.from;
    if (!makes && situation.drops(*definition.owner)) {
      return;
    }
    const std::string& statement = makes ? definition.create : definition.drop;
    const std::size_t begin = statement.find(' ' + definition.mould.front()) + 1;
    Sentence& sentence = sentences_[{makes, statement.substr(0, begin), statement.substr(begin + definition.mould.front().size())}];
    if (sentence.privileges.empty()) {
      sentence.planned = planned_for(definition, "", makes ? Phase::create_piece : Phase::drop_part);
      sentence.planned.place.turn = definition.kind == "grant option" ? 2 : 1;
    }
    sentence.privileges.push_back(definition.mould.front());
    sentence.planned.footprint.add(makes ? making(ties_of(definition)) : dropping(ties_of(definition)));
  }

  void add_to(Plan& plan) {
    for (auto& [words, sentence] : sentences_) {
      const auto& [makes, before, after] = words;
      Define& define = std::get<Define>(sentence.planned.operation.action);
      define.statement = fmt::format("{}{}{}", before, join(sentence.privileges, ", "), after);
      define.drops = !makes;
      add(plan, sentence.planned);
    }
  }

 private:
  struct Sentence {
    std::vector<std::string> privileges{};
    Planned planned{};
  };
  std::map<std::tuple<bool, std::string, std::string>, Sentence> sentences_;
};

}  // namespace

void plan_definitions(const Situation& situation, Plan& plan) {
  Privileges privileges;
  for (const Change<Definition>& change : situation.changes.definitions) {
    if (is_privilege(change.to ? *change.to : *change.from)) {
      privileges.take(situation, change);
    } else if (!change.from) {
      make(situation, *change.to, plan);
    } else if (!change.to) {
      drop(situation, *change.from, plan);
    } else {
      alter(situation, *change.from, *change.to, plan);
    }
  }
  privileges.add_to(plan);
}

}  // namespace deed::autogenerate
