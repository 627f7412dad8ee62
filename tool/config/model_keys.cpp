#include "config/model_keys.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "config/model_table_keys.h"
#include "config/read_entries.h"
#include "config/sql_names.h"

namespace deed::config {

namespace {

// --- sequences

std::string read_sequence_type(const Given& given) {
  return read_choice<std::string>(given, {{"smallint", "smallint"}, {"integer", "integer"}, {"bigint", "bigint"}});
}

const Keys<SequenceEntry>& sequence_keys() {
  static const Keys<SequenceEntry> all = [] {
    Keys<SequenceEntry> keys{
        {{"sequence.name", KeyType::text, "required", "The sequence: `name` or `schema.name`."},
         set<&SequenceEntry::name, read_placed_written_name>},
        {{"sequence.type", KeyType::text, "`\"bigint\"`", "`\"smallint\"`, `\"integer\"` or `\"bigint\"`."},
         [](const Given& given, SequenceEntry& entry) { entry.options.type = read_sequence_type(given); }},
    };
    append_sequence_options(keys, "sequence.");
    keys.push_back({{"sequence.owned_by", KeyType::text, "", "The column it goes with: `table.column` or `schema.table.column`."},
                    [](const Given& given, SequenceEntry& entry) {
                      std::vector<std::string> parts = read_name_parts(given, 3);
                      if (parts.size() < 2) {
                        refuse(given, fmt::format("`{}` names no column.", given.key), "Write table.column.");
                      }
                      entry.owned_by = {std::move(parts), given.value.location};
                    }});
    keys.push_back({{"sequence.comment", KeyType::text, "", "COMMENT ON SEQUENCE."}, set<&SequenceEntry::comment, read_setting>});
    return keys;
  }();
  return all;
}

// --- schemas and enums

const Keys<SchemaEntry>& schema_keys() {
  static const Keys<SchemaEntry> all{
      {{"schema.name", KeyType::text, "required", "The schema."}, set<&SchemaEntry::name, read_placed_name>},
      {{"schema.comment", KeyType::text, "", "COMMENT ON SCHEMA."}, set<&SchemaEntry::comment, read_setting>},
  };
  return all;
}

const Keys<EnumEntry>& enum_keys() {
  static const Keys<EnumEntry> all{
      {{"enum.name", KeyType::text, "required", "The type: `name` or `schema.name`."}, set<&EnumEntry::name, read_placed_written_name>},
      {{"enum.values", KeyType::texts, "required", "Its values in their order."}, set<&EnumEntry::values, read_settings>},
      {{"enum.comment", KeyType::text, "", "COMMENT ON TYPE."}, set<&EnumEntry::comment, read_setting>},
  };
  return all;
}

// --- the file

// The file itself, read like a table.
const Keys<ModelEntries>& file_keys() {
  static const Keys<ModelEntries> all{
      {{"schema", KeyType::tables, "", "A `[[schema]]` for each schema that is the service's own."},
       [](const Given& given, ModelEntries& model) { read_entries(given, schema_keys(), model.schemas); }},
      {{"enum", KeyType::tables, "", "An `[[enum]]` for each enum type."},
       [](const Given& given, ModelEntries& model) { read_entries(given, enum_keys(), model.enums); }},
      {{"sequence", KeyType::tables, "", "A `[[sequence]]` for each sequence that is not an identity's."},
       [](const Given& given, ModelEntries& model) { read_entries(given, sequence_keys(), model.sequences); }},
      {{"table", KeyType::tables, "", "A `[[table]]` for each table."},
       [](const Given& given, ModelEntries& model) { read_entries(given, table_keys(), model.tables); }},
  };
  return all;
}

}  // namespace

void refuse_unknown(const TomlEntry& entry, std::string_view table, const std::vector<std::string>& known) {
  const std::string name = one_line(fmt::format("{}{}{}", table, table.empty() ? "" : ".", entry.key));
  throw Error(ErrorKind::config, {.what = fmt::format("deed knows no key `{}` in a model.{}", name, did_you_mean(entry.key, known)),
                                  .where = to_string(entry.key_location),
                                  .hint = fmt::format("Here can be: {}.", join(known, ", "))});
}

const std::vector<KeyInfo>& model_keys() {
  static const std::vector<KeyInfo> all = [] {
    std::vector<KeyInfo> infos;
    const auto append = [&](const auto& keys) {
      for (const auto& key : keys) {
        infos.push_back(key.info);
      }
    };
    append(file_keys());
    append(schema_keys());
    append(enum_keys());
    append(sequence_keys());
    infos.insert(infos.end(), table_key_infos().begin(), table_key_infos().end());
    return infos;
  }();
  return all;
}

ModelEntries read_model_entries(const TomlTable& file) {
  ModelEntries model;
  const TomlValue whole{file, {}};
  read_table(file, {"", whole, kModelDocs}, file_keys(), model);
  return model;
}

}  // namespace deed::config
