#include "script/calls.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/identifier.h"
#include "script/literals.h"

namespace deed::script {

namespace {

// A name that to_regclass() takes, as a literal.
std::string quoted(const WrittenName& name) { return quote_literal(quote_qualified(name.schema, name.name)); }

}  // namespace

std::string expect_call(const Expectation& expected, const std::string& revision) {
  std::vector<std::string> heads = expected.heads;
  std::sort(heads.begin(), heads.end());
  return fmt::format("CALL pg_temp.deed_expect({}, {}, {});", text_array(heads), quote_literal(revision), expected.steps_done);
}

std::string begin_call(const ScriptStep& at) {
  std::vector<std::string> mentions;
  for (const ObjectName& name : at.mentions) {
    mentions.push_back(quote_qualified(name.schema, name.name));
  }
  return fmt::format("CALL pg_temp.deed_begin({});", text_array(mentions));
}

std::string guard_call(const ScriptStep& at, const ownership::GuardedStep& guarded) {
  const std::set<ObjectName> made = ownership::created_names(guarded);
  return fmt::format("CALL pg_temp.deed_guard({}, {},\n  {},\n  {});", quote_literal(at.revision->id), row_array(at.claims),
                     name_array({made.begin(), made.end()}), name_array(ownership::names_that_may_exist(guarded)));
}

std::string require_own_call(const ScriptStep& at, const AutocommitTarget& target) {
  const bool type = target.action == AutocommitAction::add_enum_value;
  std::string targets = fmt::format("pg_catalog.{}({})", type ? "to_regtype" : "to_regclass", quoted(target.object));
  if (target.action == AutocommitAction::detach_partition) {
    targets += fmt::format(", pg_catalog.to_regclass({})", quoted(target.part));
  }
  const bool upkeep = target.action == AutocommitAction::reindex || target.action == AutocommitAction::vacuum ||
                      target.action == AutocommitAction::analyze || target.action == AutocommitAction::cluster;
  return fmt::format("CALL pg_temp.deed_require_own(ARRAY[{}]::oid[], {}, {}, {}, {});", targets, type ? 1247 : 1259, row_array(at.claims),
                     text_array(target.calls), upkeep);
}

std::string require_valid_call(const WrittenName& index) {
  return fmt::format("CALL pg_temp.deed_require_valid(pg_catalog.to_regclass({}));", quoted(index));
}

std::string record_call(const Record& row) {
  std::string text = fmt::format(
      "CALL pg_temp.deed_record(event => {}, revision => {}, revises => {}, depends_on => {},\n  step => {}, steps => {}, checksum => "
      "{}, "
      "message => {}",
      quote_literal(word(row.event)), quote_literal(row.revision.id), text_array(row.revision.revises),
      text_array(to_texts(row.revision.depends_on)), row.number, row.count, quote_literal(row.checksum),
      quote_literal(row.revision.message));
  if (!row.delta.remove.empty()) {
    text += fmt::format(",\n  releases => {}", row_array(row.delta.remove));
  }
  if (!row.delta.add.empty()) {
    text += fmt::format(",\n  claims => {}", row_array(row.delta.add));
  }
  return text + row.further + fmt::format(",\n  sql => {});", row.sql);
}

std::string finish_call(const ScriptStep& at) {
  const EventKind event = finishing_event(at.step->direction, at.number == at.count);
  return record_call({.revision = *at.revision,
                      .event = event,
                      .number = at.number,
                      .count = at.count,
                      .checksum = at.step->checksum,
                      .sql = dollar_quoted(at.step->text),
                      .delta = at.delta});
}

}  // namespace deed::script
