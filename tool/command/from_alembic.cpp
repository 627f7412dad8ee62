#include "command/from_alembic.h"

#include <fmt/format.h>

#include <algorithm>

#include "alembic/bring_over.h"
#include "alembic/versions.h"
#include "base/files.h"
#include "base/text.h"
#include "command/init.h"
#include "config/toml.h"

namespace deed::command {

namespace {

namespace fs = std::filesystem;

// No env.py and no revision is as long. Python is read line by line, and looked up in for each name: its cost is more than linear.
constexpr std::size_t kLongestPython = 262'144;

// A file of Python, or nothing where it is too long to be read.
std::optional<std::string> python_text(const fs::path& path) {
  std::string text = read_text_file(path, ErrorKind::config);
  return text.size() > kLongestPython ? std::nullopt : std::optional(std::move(text));
}

// A path as one would write it from the new service's directory.
std::string seen_from(const fs::path& directory, const fs::path& path) {
  const fs::path base = fs::absolute(directory).lexically_normal();
  const std::string relative = fs::absolute(path).lexically_normal().lexically_relative(base).generic_string();
  return relative.size() > 1 && relative.ends_with('/') ? relative.substr(0, relative.size() - 1) : relative;
}

// [tool.alembic] with its texts and lists of texts; in TOML `%(here)s` means the same.
std::vector<alembic::Setting> toml_settings(const config::TomlTable& file) {
  std::vector<alembic::Setting> settings;
  const config::TomlTable* table = &file;
  for (const std::string_view name : {"tool", "alembic"}) {
    const config::TomlEntry* entry = table->find(name);
    table = entry == nullptr ? nullptr : std::get_if<config::TomlTable>(&entry->value.data);
    if (table == nullptr) {
      return settings;
    }
  }
  for (const config::TomlEntry& entry : table->entries) {
    std::vector<std::string> values;
    if (const auto* text = std::get_if<std::string>(&entry.value.data)) {
      values.push_back(*text);
    } else if (const auto* list = std::get_if<config::TomlArray>(&entry.value.data)) {
      for (const config::TomlValue& item : *list) {
        if (const auto* part = std::get_if<std::string>(&item.data)) {
          values.push_back(*part);
        }
      }
    }
    settings.push_back({std::string(alembic::kSection), to_lower(entry.key), join(values, "\n"), to_string(entry.key_location)});
  }
  return settings;
}

class Reading {
 public:
  explicit Reading(const FromAlembicRequest& request) : request_(request) {}

  alembic::Project run() {
    read_settings();
    const std::optional<alembic::Looked> location = project_.settings.find(alembic::kSection, "script_location");
    if (location && location->why.empty()) {
      // Alembic finds it from where one types `alembic`; that may be here, with -c naming the file.
      const fs::path found = on_disk(location->value);
      const bool here =
          file_kind(found / "env.py") != FileKind::regular && file_kind(fs::path(location->value) / "env.py") == FileKind::regular;
      read_scripts(here ? fs::path(location->value) : found);
    }
    add_directories();
    return std::move(project_);
  }

 private:
  void read_settings() {
    const FileKind kind = file_kind(request_.alembic);
    if (kind == FileKind::missing) {
      throw Error(ErrorKind::config, {.what = "There is no such directory.",
                                      .where = one_line(request_.alembic.string()),
                                      .hint = "--from-alembic takes the directory with alembic.ini, or the file itself."});
    }
    root_ = kind == FileKind::directory ? request_.alembic : request_.alembic.parent_path();
    // pyproject.toml has Alembic's settings, alembic.ini then only those of one machine: what both say, the latter says.
    for (const char* name : {"pyproject.toml", "alembic.ini"}) {
      const fs::path path = root_ / name;
      if (kind == FileKind::directory && file_kind(path) == FileKind::regular) {
        add_settings(path);
      }
    }
    if (kind != FileKind::directory) {
      add_settings(request_.alembic);
    }
    if (!project_.settings.find(alembic::kSection, "script_location")) {
      throw Error(ErrorKind::config,
                  {.what = "Nothing of Alembic's is here: no alembic.ini, and no [tool.alembic] in pyproject.toml, with script_location.",
                   .where = one_line(root_.string()),
                   .hint = "Name the directory in which you type `alembic`, or the file that you give to `alembic -c`."});
    }
  }

  void add_settings(const fs::path& path) {
    const std::string shown = seen_from(request_.directory, path);
    const std::vector<alembic::Setting> found = path.extension() == ".toml"
                                                    ? toml_settings(config::read_toml(path, shown))
                                                    : alembic::parse_ini(read_text_file(path, ErrorKind::config), shown);
    if (!found.empty()) {
      project_.settings.settings.insert(project_.settings.settings.end(), found.begin(), found.end());
      project_.settings.file = shown;
      project_.settings.here = seen_from(request_.directory, path.parent_path());
    }
  }

  // A path of the settings: relative to where one types `alembic`, which is the file's directory, if %(here)s did not make it so.
  fs::path on_disk(const std::string& path) const {
    const std::string& here = project_.settings.here;
    const bool placed = path == here || path.starts_with(here + "/");
    // Normal, as the new directory need not exist yet: `..` leads nowhere from there.
    return (placed ? request_.directory / path : root_ / path).lexically_normal();
  }

  void read_scripts(const fs::path& directory) {
    const fs::path env = directory / "env.py";
    if (file_kind(env) != FileKind::regular) {
      return;
    }
    project_.env_file = seen_from(request_.directory, env);
    if (const std::optional<std::string> text = python_text(env)) {
      project_.env = alembic::read_env(*text, project_.env_file);
    }
    std::vector<std::string> revisions;
    for (const fs::path& path : list_files(directory / "versions", ".py", ErrorKind::config)) {
      revisions.push_back(python_text(path).value_or(""));
    }
    project_.tables = alembic::tables_of(revisions);
  }

  void add_directories() {
    const std::optional<alembic::Looked> paths = project_.settings.find(alembic::kSection, "prepend_sys_path");
    std::string given = paths && paths->why.empty() ? paths->value : "";
    for (const char separator : {':', ';', '\n'}) {
      given = replace_all(std::move(given), std::string(1, separator), " ");
    }
    for (const std::string& path : split_list(given)) {
      project_.directories.push_back(seen_from(request_.directory, on_disk(path)));
    }
    const std::string root = seen_from(request_.directory, root_);
    if (std::find(project_.directories.begin(), project_.directories.end(), root) == project_.directories.end()) {
      project_.directories.push_back(root);
    }
  }

  const FromAlembicRequest& request_;
  fs::path root_;
  alembic::Project project_;
};

}  // namespace

std::vector<fs::path> init_from_alembic(Invocation& invocation, const FromAlembicRequest& request) {
  require_service_name(request.service);
  const alembic::Project project = Reading(request).run();
  const alembic::ServiceFiles files = alembic::bring_over(project, request.service);
  std::vector<fs::path> written = write_new_files({{request.directory / "deed.toml", files.deed_toml},
                                                   {request.directory / "print_ddl.py", files.print_ddl},
                                                   {request.directory / "neighbours_filter.py", files.neighbours_filter}});
  for (const alembic::Unread& unread : files.unread) {
    invocation.log.warning(
        {.source = "deed.init",
         .message = fmt::format("Left as a comment: {}: {}: {}", unread.where, one_line(unread.text, 200), one_line(unread.why, 200))});
  }
  return written;
}

}  // namespace deed::command
