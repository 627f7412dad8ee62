#include "command/new_revision.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "domain/revision_symbol.h"
#include "revisions/header.h"
#include "revisions/writer.h"

namespace deed::command {

namespace {

std::vector<std::string> single_head(const RevisionGraph& graph) {
  std::vector<std::string> heads = graph.heads();
  if (heads.size() > 1) {
    throw Error(
        ErrorKind::graph,
        {.what =
             "Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.",
         .where = join(heads, ", "),
         .hint = "deed revision --head REV, or deed merge -m MESSAGE heads."});
  }
  return heads;
}

std::vector<std::string> parents(const RevisionGraph& graph, const PlaceRequest& request) {
  if (request.heads.empty()) {
    return single_head(graph);
  }
  std::vector<std::string> ids;
  for (const std::string& symbol : request.heads) {
    for (const std::string& id : named_revisions(graph, symbol)) {
      if (!request.splice && !graph.children(id).empty()) {
        throw Error(ErrorKind::graph,
                    {.what = fmt::format("Revision {} is not a head revision; please specify --splice to create a new branch from this "
                                         "revision",
                                         id),
                     .where = graph.find(id)->path,
                     .hint = fmt::format("--splice, or one of {}.", join(graph.heads(), ", "))});
      }
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        ids.push_back(id);
      }
    }
  }
  return ids;
}

RevisionRef dependency(const config::Workspace& workspace, const Service& service, const std::string& text) {
  const RevisionRef ref = parse_revision_ref(text);
  const bool own = ref.service.empty() || ref.service == service.name();
  const RevisionGraph graph = own ? service.graph : require_service(workspace.service(ref.service)).graph;
  const std::vector<std::string> ids = named_revisions(graph, ref.id);
  if (ids.size() != 1) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' does not name one revision to depend on.", one_line(text)),
                                   .hint = "--depends-on REV, or --depends-on SERVICE:REV."});
  }
  return {own ? "" : ref.service, ids.front()};
}

std::string new_id(Invocation& invocation, const RevisionGraph& graph, const std::string& wanted) {
  if (!wanted.empty() && !revisions::is_revision_id(wanted)) {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is not a revision id.", one_line(wanted)), .hint = "Letters, digits and _."});
  }
  std::string id = wanted.empty() ? invocation.ids.revision_id() : wanted;
  while (wanted.empty() && graph.find(id) != nullptr) {
    id = invocation.ids.revision_id();
  }
  return id;
}

// What the files would be found to be with it among them: a label or an id that is taken, say.
void require_fitting(const RevisionGraph& graph, const Revision& revision) {
  std::vector<Revision> all = graph.revisions();
  all.push_back(revision);
  if (const std::vector<Finding> findings = RevisionGraph::build(std::move(all)).second; any_error(findings)) {
    throw to_error(findings);
  }
}

}  // namespace

Revision place_revision(Invocation& invocation, const config::Workspace& workspace, const Service& service, const PlaceRequest& request) {
  Revision revision{.service = service.name(), .message = request.message, .revises = parents(service.graph, request)};
  for (const std::string& text : request.depends_on) {
    revision.depends_on.push_back(dependency(workspace, service, text));
  }
  if (!request.branch_label.empty()) {
    if (!revisions::is_branch_label(request.branch_label)) {
      throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is not a branch label.", one_line(request.branch_label)),
                                     .hint = "Letters, digits, _, . and -, without -N at the end."});
    }
    revision.branch_labels = {request.branch_label};
  }
  revision.id = new_id(invocation, service.graph, request.rev_id);
  revision.create_date = create_date(invocation.now);
  revision.path = "the new revision";
  require_fitting(service.graph, revision);
  return revision;
}

WrittenRevision write_revision(Invocation& invocation, const config::ServiceConfig& config, const Revision& header,
                               const std::string& text) {
  const Revision read_back = revisions::parse_header(text, header.path);
  if (read_back.id != header.id || read_back.revises != header.revises || read_back.depends_on != header.depends_on) {
    throw Error(ErrorKind::usage, {.what = "The message has a line that reads as a header of the revision.", .hint = "Word it otherwise."});
  }
  const std::filesystem::path directory = service_path(config, config.revisions.directory);
  make_directories(directory);
  const std::filesystem::path path = directory / revisions::file_name(config.revisions.file_template, header, invocation.now);
  write_new_file(path, text);
  return {header.id, path};
}

}  // namespace deed::command
