#include "command/revision.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "command/init.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.autogenerate";

std::vector<std::string> single_head(const RevisionGraph& graph) {
  std::vector<std::string> heads = graph.heads();
  if (heads.size() > 1) {
    throw Error(
        ErrorKind::graph,
        {.what =
             "Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.",
         .where = join(heads, ", "),
         .hint = "Write a revision that names all of them in `Revises:`."});
  }
  return heads;
}

std::string new_id(Invocation& invocation, const RevisionGraph& graph) {
  std::string id = invocation.ids.revision_id();
  while (graph.find(id) != nullptr) {
    id = invocation.ids.revision_id();
  }
  return id;
}

void tell(Invocation& invocation, const Comparison& comparison) {
  for (const std::string& difference : comparison.differences) {
    invocation.log.info(kSource, fmt::format("Detected {}", difference));
  }
  for (const DeclaredRename& rename : comparison.possible_renames) {
    const std::string what = rename.column.empty() ? fmt::format("table {}", to_string(rename.table))
                                                   : fmt::format("column {} of {}", rename.column, to_string(rename.table));
    invocation.log.warning(
        kSource,
        fmt::format("{} may be {} under a new name, and would lose its rows: if so, write -- deed:renamed-from {} above it in the model",
                    what, rename.from, rename.from));
  }
}

}  // namespace

std::optional<WrittenRevision> revision(Invocation& invocation, const config::ServiceConfig& config, const RevisionRequest& request) {
  const Service service = require_service(config);
  Revision header{.service = config.name, .message = request.message, .revises = single_head(service.graph)};
  std::string text;
  if (request.autogenerate) {
    const Comparison comparison = compare_with_model(invocation, service, request.comparison);
    if (comparison.empty()) {
      return std::nullopt;
    }
    tell(invocation, comparison);
    header.depends_on = comparison.depends_on;
    std::vector<revisions::NewStep> steps = comparison.upgrade;
    steps.insert(steps.end(), comparison.downgrade.begin(), comparison.downgrade.end());
    header.id = new_id(invocation, service.graph);
    header.create_date = create_date(invocation.now);
    text = revisions::render_revision(header, steps);
  } else {
    header.id = new_id(invocation, service.graph);
    header.create_date = create_date(invocation.now);
    text = revisions::render_revision(header, {}) + empty_revision_body();
  }
  const std::filesystem::path directory = service_path(config, config.revisions.directory);
  make_directories(directory);
  const std::filesystem::path path = directory / revisions::file_name(config.revisions.file_template, header, invocation.now);
  write_new_file(path, text);
  return WrittenRevision{header.id, path};
}

}  // namespace deed::command
