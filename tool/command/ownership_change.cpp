#include "command/ownership_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "command/review.h"
#include "revisions/reader.h"
#include "revisions/writer.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.ownership";

// A revision that is not written yet.
struct Draft {
  const config::ServiceConfig* config = nullptr;
  Revision header{};
  std::vector<Directive> directives{};

  std::string text() const {
    std::string body;
    for (const Directive& directive : directives) {
      body += to_string(directive) + '\n';
    }
    return revisions::render_revision(header, {{.direction = Direction::upgrade, .body = body}, {.direction = Direction::downgrade}});
  }

  Revision parsed() const { return revisions::parse_revision(text(), header.path, {config->name, config->database.schemas.front()}); }
};

std::vector<Directive> directives_of(const OwnershipChange& change, const config::ServiceConfig& config) {
  std::vector<Directive> directives;
  for (const std::string& text : change.objects) {
    ParsedPattern parsed = read_object_pattern(text, config.database.schemas.front());
    if (!parsed.pattern) {
      throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is not an object pattern: {}", one_line(text), parsed.error),
                                     .hint = std::string(kPatternHint)});
    }
    if (change.kind == DirectiveKind::give && !parsed.pattern->exact()) {
      throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is a pattern; only single objects change hands.", one_line(text)),
                                     .hint = "Name each object."});
    }
    directives.push_back(
        {.kind = change.kind, .object = *std::move(parsed.pattern), .service = change.service, .accesses = change.accesses});
  }
  return directives;
}

std::string message_of(const OwnershipChange& change, const std::vector<Directive>& directives) {
  if (!change.message.empty()) {
    return change.message;
  }
  return directives.size() == 1 ? directive_words(directives.front())
                                : fmt::format("{} and {} more", directive_words(directives.front()), directives.size() - 1);
}

const config::ServiceConfig* find_service(const config::Workspace& workspace, const std::string& name) {
  const auto found = std::find_if(workspace.services.begin(), workspace.services.end(), [&](const auto& s) { return s.name == name; });
  return found == workspace.services.end() ? nullptr : &*found;
}

class ChangeWriter {
 public:
  ChangeWriter(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
               const OwnershipChange& change)
      : invocation_(invocation), workspace_(workspace), config_(config), change_(change) {}

  std::vector<WrittenRevision> run() {
    require_other_service();
    const std::vector<Directive> directives = directives_of(change_, config_);
    drafts_.push_back(draft(config_, message_of(change_, directives), directives));
    if (change_.kind == DirectiveKind::unshare) {
      depend_on_consumers();
    }
    if (change_.kind == DirectiveKind::give) {
      add_taking_side(directives);
    }
    refuse_what_review_would();
    std::vector<WrittenRevision> written;
    for (const Draft& each : drafts_) {
      written.push_back(write_revision(invocation_, *each.config, each.header, each.text()));
    }
    tell_configuration(directives);
    return written;
  }

 private:
  void require_other_service() const {
    const bool named = !change_.service.empty() && change_.service != "*";
    if (named && change_.service == config_.name) {
      throw Error(ErrorKind::usage, {.what = fmt::format("'{}' is the service itself.", config_.name), .hint = "Name the other service."});
    }
    if (named && workspace_.neighbours == config::Neighbours::read) {
      workspace_.service(change_.service);
    }
  }

  Draft draft(const config::ServiceConfig& config, const std::string& message, const std::vector<Directive>& directives) const {
    const Service service = require_service(config);
    return {&config, place_revision(invocation_, workspace_, service, {.message = message}), directives};
  }

  // Whatever used the share has run, on a fresh database too, before it is taken back.
  void depend_on_consumers() {
    for (const config::ServiceConfig& consumer : workspace_.services) {
      if (consumer.name != config_.name && (change_.service == "*" || change_.service == consumer.name)) {
        for (const std::string& head : require_service(consumer).graph.heads()) {
          drafts_.front().header.depends_on.push_back({consumer.name, head});
        }
      }
    }
  }

  void add_taking_side(const std::vector<Directive>& given) {
    std::vector<Directive> taken = given;
    for (Directive& directive : taken) {
      directive.kind = DirectiveKind::take;
      directive.service = config_.name;
    }
    const config::ServiceConfig* taker = find_service(workspace_, change_.service);
    if (taker == nullptr) {
      std::vector<std::string> lines;
      for (const Directive& directive : taken) {
        lines.push_back(to_string(directive));
      }
      invocation_.log.warning({.source = kSource,
                               .message = fmt::format("{} is not in this checkout: its own revision has to say {} and depend on {}:{}",
                                                      change_.service, join(lines, " ; "), config_.name, drafts_.front().header.id),
                               .service = config_.name});
      return;
    }
    const std::string message = change_.message.empty() ? message_of({}, taken) : change_.message;
    drafts_.push_back(draft(*taker, message, taken));
    drafts_.back().header.depends_on.push_back({config_.name, drafts_.front().header.id});
  }

  void refuse_what_review_would() const {
    std::vector<Revision> drafts;
    for (const Draft& each : drafts_) {
      drafts.push_back(each.parsed());
    }
    const std::vector<Finding> before = review(workspace_, services_to_review(workspace_)).findings;
    std::vector<Finding> after = review(workspace_, services_to_review(workspace_, drafts)).findings;
    std::erase_if(after, [&](const Finding& finding) {
      return std::any_of(before.begin(), before.end(), [&](const Finding& old) {
        return old.rule == finding.rule && old.service == finding.service && old.revision == finding.revision &&
               old.message == finding.message;
      });
    });
    // What is wrong with the new revisions themselves explains what goes wrong elsewhere.
    std::vector<Finding> own = after;
    std::erase_if(own, [&](const Finding& finding) {
      return std::none_of(drafts.begin(), drafts.end(), [&](const Revision& draft) { return draft.id == finding.revision; });
    });
    if (any_error(after)) {
      throw to_error(any_error(own) ? own : after);
    }
  }

  // deed.toml says what is wanted; `revision --autogenerate` would take back what it does not say.
  void tell_configuration(const std::vector<Directive>& directives) const {
    const config::OwnershipConfig& ownership = config_.ownership;
    for (const Directive& directive : directives) {
      const std::string object = to_string(directive.object);
      const bool owns =
          std::any_of(ownership.owns.begin(), ownership.owns.end(), [&](const auto& placed) { return placed.value == directive.object; });
      const auto share = std::find_if(ownership.shares.begin(), ownership.shares.end(), [&](const auto& placed) {
        return placed.value.object == directive.object && placed.value.with == directive.service;
      });
      const bool shares = share != ownership.shares.end();
      if (directive.kind == DirectiveKind::claim && !owns) {
        tell(fmt::format("[ownership] owns has to list '{}', or the next --autogenerate releases it.", object));
      } else if (directive.kind == DirectiveKind::share && (!shares || share->value.accesses != directive.accesses)) {
        tell(
            fmt::format("It has to have this share, or the next --autogenerate takes it back: [[ownership.share]] object = '{}', with = "
                        "\"{}\", allow = [\"{}\"]",
                        object, directive.service, replace_all(to_string(directive.accesses), ", ", "\", \"")));
      } else if (directive.kind == DirectiveKind::unshare && shares) {
        tell(fmt::format("It still shares '{}' with {}: take the share away, or the next --autogenerate shares it again.", object,
                         directive.service));
      } else if ((directive.kind == DirectiveKind::release || directive.kind == DirectiveKind::give) && owns) {
        tell(fmt::format("[ownership] owns still lists '{}': take it off, or the next --autogenerate claims it again.", object));
      }
    }
  }

  void tell(const std::string& what) const {
    invocation_.log.warning(
        {.source = kSource, .message = fmt::format("{}: {}", one_line(config_.file.shown), what), .service = config_.name});
  }

  Invocation& invocation_;
  const config::Workspace& workspace_;
  const config::ServiceConfig& config_;
  const OwnershipChange& change_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<WrittenRevision> change_ownership(Invocation& invocation, const config::Workspace& workspace,
                                              const config::ServiceConfig& config, const OwnershipChange& change) {
  return ChangeWriter(invocation, workspace, config, change).run();
}

}  // namespace deed::command
