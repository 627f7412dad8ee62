#include "command/review_since.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "command/past_revisions.h"

namespace deed::command {

namespace {

std::vector<std::string> checksums(const std::vector<Step>& steps) {
  std::vector<std::string> result;
  for (const Step& step : steps) {
    result.push_back(step.checksum);
  }
  return result;
}

// What is not as it was, in words; empty where history would not tell the two apart.
std::vector<std::string> edited_parts(const Revision& before, const Revision& now) {
  std::vector<std::string> parts;
  if (before.revises != now.revises) {
    parts.emplace_back("Revises");
  }
  if (before.depends_on != now.depends_on) {
    parts.emplace_back("Depends On");
  }
  if (checksums(before.upgrade) != checksums(now.upgrade)) {
    parts.emplace_back("the upgrade");
  }
  return parts;
}

class BranchReview {
 public:
  BranchReview(const config::Workspace& workspace, const std::vector<Service>& services, const Past& past)
      : workspace_(workspace), services_(services), past_(past) {}

  void add_to(Review& review) {
    std::erase_if(review.findings, [&](const Finding& finding) { return is_old_warning(finding); });
    for (const Service& service : services_) {
      for (const Revision& revision : service.graph.revisions()) {
        judge(service, revision);
      }
      find_new_heads(service, review);
    }
    find_removed();
    review.findings.insert(review.findings.end(), findings_.begin(), findings_.end());
  }

 private:
  bool is_new(const Revision& revision) const { return !past_.fork.contains(revision.id); }

  bool is_old_warning(const Finding& finding) const {
    return finding.severity != Severity::error && finding.rule != Rule::revision_graph && past_.fork.same.contains(finding.revision);
  }

  void judge(const Service& service, const Revision& revision) {
    if (is_new(revision)) {
      tell_ownership_changes(service, revision);
    } else if (const auto before = past_.fork.different.find(revision.id); before != past_.fork.different.end()) {
      judge_edit(before->second, revision);
    }
  }

  void judge_edit(const Revision& before, const Revision& now) {
    const std::vector<std::string> parts = edited_parts(before, now);
    const bool down = checksums(before.downgrade) != checksums(now.downgrade);
    if (parts.empty() && !down) {
      return;
    }
    findings_.push_back({.rule = Rule::edited_revision,
                         .severity = parts.empty() ? Severity::warning : Severity::error,
                         .kind = ErrorKind::edited,
                         .message = parts.empty() ? fmt::format("The way down of revision '{}', which was there at {}, is not what it was.",
                                                                now.id, past_.fork_name)
                                                  : fmt::format("Revision '{}' was there at {}, and is not what it was: {}.", now.id,
                                                                past_.fork_name, join(parts, ", ")),
                         .location = {now.path},
                         .hint = fmt::format("Databases may have applied it. Restore it (git checkout {} -- {}), and write a new revision.",
                                             past_.fork_name, one_line(before.path)),
                         .service = now.service,
                         .revision = now.id});
  }

  bool is_here(const std::string& id) const {
    return std::any_of(services_.begin(), services_.end(), [&](const Service& service) { return service.graph.find(id) != nullptr; });
  }

  // An unreadable file is a finding already.
  bool is_unreadable_here(const Revision& revision) const {
    return std::any_of(services_.begin(), services_.end(), [&](const Service& service) {
      return any_error(service.findings) && service.name() == revision.service &&
             file_kind(service_path(*service.config, service.config->revisions.directory) /
                       std::filesystem::path(revision.path).filename()) != FileKind::missing;
    });
  }

  void find_removed() {
    for (const auto& [id, revision] : past_.fork.different) {
      if (!is_here(id) && !is_unreadable_here(revision)) {
        findings_.push_back({.rule = Rule::edited_revision,
                             .kind = ErrorKind::edited,
                             .message = fmt::format("Revision '{}' was there at {}, and is gone.", id, past_.fork_name),
                             .location = {revision.path},
                             .hint = fmt::format("Databases may have applied it. Restore it: git checkout {} -- {}", past_.fork_name,
                                                 one_line(revision.path)),
                             .service = revision.service,
                             .revision = id});
      }
    }
  }

  // Revisions that COMMIT's branch got since this one left it.
  std::vector<Revision> added_meanwhile(const Service& service) const {
    std::vector<Revision> added;
    for (const auto& [id, revision] : past_.commit.different) {
      if (revision.service == service.name() && !past_.fork.contains(id) && service.graph.find(id) == nullptr) {
        added.push_back(revision);
      }
    }
    return added;
  }

  // Heads that are this branch's own, without a label that says that a branch is meant.
  std::vector<std::string> new_heads(const Service& service, const std::vector<std::string>& heads) const {
    std::vector<std::string> result;
    std::copy_if(heads.begin(), heads.end(), std::back_inserter(result), [&](const std::string& id) {
      const Revision* revision = service.graph.find(id);
      return revision != nullptr && is_new(*revision) && service.graph.labels(id).empty();
    });
    return result;
  }

  void find_new_heads(const Service& service, Review& review) {
    std::vector<Revision> merged = added_meanwhile(service);
    const bool moved_on = !merged.empty();
    merged.insert(merged.end(), service.graph.revisions().begin(), service.graph.revisions().end());
    const auto [graph, problems] = RevisionGraph::build(std::move(merged));
    const std::vector<std::string> heads = graph.heads();
    const std::vector<std::string> own = new_heads(service, heads);
    if (any_error(service.findings) || heads.size() < 2 || own.empty()) {
      return;
    }
    // The same of the files as they are, of which the general review warns.
    std::erase_if(review.findings, [&](const Finding& finding) {
      return finding.rule == Rule::revision_graph && finding.severity == Severity::warning && finding.service == service.name();
    });
    findings_.push_back({.rule = Rule::revision_graph,
                         .kind = ErrorKind::graph,
                         .message = fmt::format("{}, service '{}' has {} heads: {}. New: {}. `upgrade head` is refused.",
                                                moved_on ? fmt::format("Merged with {}", past_.commit_name) : "With this branch",
                                                service.name(), heads.size(), join(heads, ", "), join(own, ", ")),
                         .location = {service.graph.find(own.front())->path},
                         .hint = "Rebase, and let the first new revision follow the other head (`Revises:`); or deed merge heads; or give "
                                 "the branch a label.",
                         .service = service.name(),
                         .revision = own.front()});
  }

  // "api-gateway (@org/gateway)"
  std::string approver(const std::string& name) const {
    const auto service =
        std::find_if(workspace_.services.begin(), workspace_.services.end(), [&](const auto& config) { return config.name == name; });
    const bool known = service != workspace_.services.end() && !service->review.owners.empty();
    return known ? fmt::format("{} ({})", name, join(service->review.owners, ", ")) : name;
  }

  std::string approvers(const std::string& service, const Directive& directive) const {
    if (directive.service.empty()) {
      return approver(service);
    }
    return fmt::format("{}, {}", approver(service), directive.service == "*" ? "every service" : approver(directive.service));
  }

  void tell_ownership_changes(const Service& service, const Revision& revision) {
    for (const Step& step : revision.upgrade) {
      for (const auto& item : step.items) {
        const auto* directive = std::get_if<Directive>(&item);
        if (directive == nullptr || directive->kind == DirectiveKind::allow) {
          continue;
        }
        findings_.push_back(
            {.rule = Rule::ownership_change,
             .severity = Severity::note,
             .kind = ErrorKind::refused_by_static_check,
             .message = fmt::format("Revision '{}' of {} changes ownership: {}.", revision.id, service.name(), directive_words(*directive)),
             .location = {revision.path, directive->position.line, directive->position.column},
             .hint = fmt::format("To approve: {}.", approvers(service.name(), *directive)),
             .service = service.name(),
             .revision = revision.id});
      }
    }
  }

  const config::Workspace& workspace_;
  const std::vector<Service>& services_;
  const Past& past_;
  std::vector<Finding> findings_;
};

}  // namespace

Review review_since(Invocation& invocation, const config::Workspace& workspace, const std::string& commit) {
  const std::vector<Service> services = services_to_review(workspace);
  const Past past = read_past(invocation, workspace, services, commit);
  Review result = review(workspace, services);
  BranchReview(workspace, services, past).add_to(result);
  return result;
}

}  // namespace deed::command
