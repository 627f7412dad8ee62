#include "alembic/bring_over.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "alembic/database.h"
#include "alembic/files.h"
#include "base/text.h"
#include "domain/object_pattern.h"

namespace deed::alembic {

namespace {

// Of what a comment says of a value.
constexpr std::size_t kLongestLine = 200;

// A text between double quotes, as TOML and Python both read it.
std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      result += fmt::format("\\u{:04x}", byte);
    } else {
      result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    }
  }
  return result + '"';
}

// A text inside a docstring, which it cannot end.
std::string in_docstring(std::string_view text) {
  const std::string whole = in_quotes(one_line(text));
  return whole.substr(1, whole.size() - 2);
}

using Marks = std::map<std::string, std::string, std::less<>>;

// A template with its {{marks}} filled in, each once: what is filled in is not looked at again.
std::string filled(std::string_view text, const Marks& marks) {
  std::string result;
  while (true) {
    const std::size_t open = text.find("{{");
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) {
      return result + std::string(text);
    }
    result += text.substr(0, open);
    result += marks.find(text.substr(open + 2, close - open - 2))->second;
    text.remove_prefix(close + 2);
  }
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  std::transform(texts.begin(), texts.end(), std::back_inserter(parts), in_quotes);
  return fmt::format("[{}]", join(parts, ", "));
}

struct VersionTable {
  std::string schema{};
  std::string name = "alembic_version";
  std::string where{};
};

class Bringing {
 public:
  Bringing(const Project& project, const std::string& service)
      : project_(project), service_(service), service_name_(replace_all(service, "-", "_")), database_(find_database(project)) {}

  ServiceFiles run() {
    unread_ = database_.unread;
    if (project_.env) {
      unread_.insert(unread_.end(), project_.env->unread.begin(), project_.env->unread.end());
    } else {
      unread_.push_back({Topic::models, project_.settings.file, "env.py", "it was not found, or is too long, so nothing of it is known"});
    }
    look_for_several();
    find_schemas();
    find_version_table();
    find_ignored();
    return {.deed_toml = deed_toml(), .print_ddl = print_ddl(), .neighbours_filter = neighbours_filter(), .unread = unread_};
  }

 private:
  void leave(Topic topic, const std::string& where, std::string text, std::string why) {
    unread_.push_back({topic, where, std::move(text), std::move(why)});
  }

  std::string env_place(int line) const { return fmt::format("{}:{}", project_.env_file, line); }

  // --- facts

  void look_for_several() {
    for (const Setting& setting : project_.settings.settings) {
      const bool other = setting.key == "script_location" && setting.section != kSection && setting.section != "DEFAULT";
      if (other || (setting.key == "databases" && setting.section == kSection)) {
        leave(Topic::database, setting.where, fmt::format("[{}] {}", one_line(setting.section), setting.key),
              "there are several databases or environments; a service of deed has one: bring the others over as services of their own");
      }
    }
  }

  void find_schemas() {
    schemas_ = project_.env ? project_.env->schemas : std::vector<std::string>{};
    if (schemas_.empty()) {
      schemas_ = {"public"};
    }
  }

  // A name that env.py gives, itself or by a setting; nothing where it cannot be read.
  std::optional<std::string> name_of(const Told& told, std::string_view key) {
    const Value& value = told.value;
    if (value.kind == ValueKind::text) {
      return value.text;
    }
    const std::optional<Looked> setting =
        value.kind == ValueKind::setting ? project_.settings.find(kSection, value.text) : std::optional<Looked>();
    if (setting && setting->why.empty()) {
      return setting->value;
    }
    leave(Topic::autogenerate, env_place(told.line), std::string(key),
          value.kind == ValueKind::unread     ? value.text
          : value.kind == ValueKind::variable ? fmt::format("it comes from the environment variable {}", value.text)
          : value.kind == ValueKind::setting  ? fmt::format("{} has no such setting that can be read", project_.settings.file)
                                              : "it is not a text");
    return std::nullopt;
  }

  void find_version_table() {
    const std::optional<Told> table = project_.env ? project_.env->version_table : std::nullopt;
    const std::optional<Told> schema = project_.env ? project_.env->version_table_schema : std::nullopt;
    VersionTable found{.schema = schemas_.front(), .where = table ? env_place(table->line) : "Alembic's default"};
    if (schema) {
      const std::optional<std::string> name = name_of(*schema, "version_table_schema");
      table_schema_known_ = name.has_value();
      found.schema = name.value_or(found.schema);
      written_schema_ = name.value_or("");
    }
    if (table) {
      const std::optional<std::string> name = name_of(*table, "version_table");
      if (!name) {
        return;
      }
      found.name = *name;
    }
    if (table_schema_known_) {
      version_table_ = found;
    }
  }

  void find_ignored() {
    if (version_table_) {
      ignored_.push_back(to_string(pattern_of({ObjectKind::relation, version_table_->schema, version_table_->name})));
    }
    // A widespread recipe, read by an include_object() of many projects.
    for (const std::string_view section : {"alembic:exclude", "exclude"}) {
      if (const std::optional<Looked> tables = project_.settings.find(section, "tables"); tables && tables->why.empty()) {
        for (const std::string& table : split_list(tables->value)) {
          ignored_.push_back(to_string(pattern_of({ObjectKind::relation, schemas_.front(), table})));
        }
      }
    }
  }

  // --- deed.toml

  std::string commented(Topic topic) const {
    std::string text;
    for (const Unread& unread : unread_) {
      if (unread.topic == topic) {
        text +=
            fmt::format("# {}: {}: {}.\n", one_line(unread.where), one_line(unread.text, kLongestLine), one_line(unread.why, kLongestLine));
      }
    }
    return text;
  }

  std::string url_lines() const {
    return database_.url.empty() ? "# url = \"${DATABASE_URL}\" is the default: from the environment, or a .env file beside this one.\n"
                                 : fmt::format("# {}\nurl     = {}\n", one_line(database_.where), in_quotes(database_.url));
  }

  std::string alembic_lines() const {
    const std::optional<Looked> location = project_.settings.find(kSection, "script_location");
    std::string text = fmt::format("# Alembic's revisions stay where they are ({}), and deed does not read them.\n",
                                   location ? one_line(location->value, kLongestLine) : "script_location is not set");
    if (version_table_) {
      text += fmt::format("# Alembic's history of this service is {} ({}). deed leaves it alone; drop it when nothing needs it any more.\n",
                          one_line(to_string(ObjectName{ObjectKind::relation, version_table_->schema, version_table_->name})),
                          one_line(version_table_->where));
    }
    return text;
  }

  std::string deed_toml() const {
    std::string text = fmt::format("# {}, brought over from Alembic ({}). docs/configuration.md tells every key.\n", service_,
                                   one_line(project_.settings.file));
    text += "# What could not be read is left as a comment with the reason.\n";
    text += fmt::format("service       = {}\nversion_table = {}\n\n", in_quotes(service_), in_quotes("version_" + service_name_));
    text += alembic_lines();
    text += "\n[database]\n" + commented(Topic::database) + url_lines();
    text += commented(Topic::schemas) + fmt::format("schemas = {}\n", quoted_list(schemas_));
    text += "\n[models]\n" + commented(Topic::models) + "command = [\"python3\", \"print_ddl.py\"]\n";
    text +=
        "\n[autogenerate]\n# Never compared, never adopted. Tables of neighbours that the models have for their foreign keys only belong "
        "here.\n";
    text += commented(Topic::autogenerate) + fmt::format("ignore = {}\n", quoted_list(ignored_));
    text +=
        "\n[ownership]\n# What the models declare needs no line here: `deed revision --autogenerate --adopt` writes it down.\nowns = []\n";
    text +=
        "\n# What others may do with an object of this service:\n# [[ownership.share]]\n# object = \"user\"\n# with   = "
        "\"another-service\"\n# allow  = [\"reference\", \"read\"]\n";
    return text;
  }

  // --- Python

  static std::string_view template_of(std::string_view name) {
    return std::find_if(files::files.begin(), files::files.end(), [&](const auto& file) { return file.first == name; })->second;
  }

  std::string import_lines() const {
    std::string text = commented(Topic::models);
    const std::vector<std::string> none;
    for (const std::string& import : project_.env ? project_.env->imports : none) {
      text += import + "  # noqa: E402,F401,F403\n";
    }
    const std::string metadata = project_.env ? project_.env->metadata : "";
    return text + "\ntarget_metadata = " + (metadata.empty() ? "None" : metadata);
  }

  std::string print_ddl() const {
    return filled(template_of("print_ddl.py"), {{"service", service_},
                                                {"config", in_docstring(project_.settings.file)},
                                                {"directories", quoted_list(project_.directories)},
                                                {"imports", import_lines()}});
  }

  std::string neighbours_filter() const {
    std::vector<std::string> lines;
    for (const std::string& table : project_.tables) {
      lines.push_back(fmt::format("    {},", in_quotes(table)));
    }
    if (version_table_) {
      const std::string prefix = written_schema_.empty() ? "" : written_schema_ + ".";
      lines.push_back(fmt::format("    {},  # Alembic's history of {}", in_quotes(prefix + version_table_->name), service_));
    }
    std::string upper = service_name_;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return filled(template_of("neighbours_filter.py"), {{"service", service_}, {"SERVICE_", upper}, {"tables", join(lines, "\n")}});
  }

  const Project& project_;
  const std::string& service_;
  std::string service_name_;
  Database database_;
  std::vector<Unread> unread_;
  std::vector<std::string> schemas_;
  std::optional<VersionTable> version_table_;
  std::string written_schema_;
  bool table_schema_known_ = true;
  std::vector<std::string> ignored_;
};

}  // namespace

ServiceFiles bring_over(const Project& project, const std::string& service) { return Bringing(project, service).run(); }

}  // namespace deed::alembic
