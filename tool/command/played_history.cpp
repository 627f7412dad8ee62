#include "command/played_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "command/failures.h"
#include "command/scratch_settings.h"
#include "command/service.h"
#include "command/upgrade.h"

namespace deed::command {

namespace {

std::vector<std::string> said(const Error& error) {
  std::vector<std::string> lines{error.text().what};
  lines.insert(lines.end(), error.text().details.begin(), error.text().details.end());
  return lines;
}

// "app" of `role "app" does not exist`, which an embedded server says in English.
std::optional<std::string> missing_role(const Error& error) {
  for (const std::string& line : said(error)) {
    constexpr std::string_view begin = "role \"";
    const std::size_t from = line.find(begin);
    const std::size_t to = line.find("\" does not exist");
    if (from != std::string::npos && to != std::string::npos && from + begin.size() < to) {
      return line.substr(from + begin.size(), to - from - begin.size());
    }
  }
  return std::nullopt;
}

// The service and all that its revisions depend on, directly or by way of others.
std::vector<const config::ServiceConfig*> needed_services(const config::Workspace& workspace, const config::ServiceConfig& service) {
  std::vector<const config::ServiceConfig*> needed{&service};
  std::set<std::string> known{service.name};
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const Service loaded = require_service(*needed[i]);
    for (const Revision& revision : loaded.graph.revisions()) {
      for (const RevisionRef& ref : revision.depends_on) {
        if (ref.service.empty() || !known.insert(ref.service).second) {
          continue;
        }
        const auto found = std::find_if(workspace.services.begin(), workspace.services.end(),
                                        [&](const config::ServiceConfig& config) { return config.name == ref.service; });
        if (found == workspace.services.end()) {
          throw Error(
              ErrorKind::config,
              {.what = fmt::format("Revision '{}' depends on {}, whose files are not here: the history cannot be played without them.",
                                   revision.id, to_string(ref)),
               .where = revision.path,
               .hint = "Compare with the database instead, or run this where the workspace has all services."});
        }
        needed.push_back(&*found);
      }
    }
  }
  return needed;
}

// Nobody can grant anything to deed's own role on a server that is gone at the end of the command.
Error untrusted(const Error& error) {
  ErrorText text = error.text();
  text.hint =
      "On deed's own scratch server revisions run without a superuser's rights, so that they can do nothing to this machine. Let [scratch] "
      "url "
      "name a server of yours for this, where a superuser plays them.";
  return Error(error.kind(), std::move(text)).with_sqlstate(error.sqlstate());
}

}  // namespace

PlayedHistory::PlayedHistory(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& service,
                             std::optional<int> major, const std::vector<scratch::WantedExtension>& given)
    : server_(scratch_settings(invocation, service, major), invocation.paths, invocation.cancellation),
      database_(server_.create_database(invocation.ids)),
      own_server_(!service.scratch.url) {
  const std::vector<const config::ServiceConfig*> needed = needed_services(workspace, service);
  database_.create_extensions(given);
  play(invocation, needed);
  std::vector<const config::ServiceConfig*> others;
  for (const config::ServiceConfig& other : workspace.services) {
    if (std::find(needed.begin(), needed.end(), &other) == needed.end()) {
      others.push_back(&other);
    }
  }
  try {
    play(invocation, others);
  } catch (const Error& error) {
    if (is_signal(error)) {
      throw;
    }
    invocation.log.warning(
        {.source = "deed.history",
         .message = fmt::format("Of other services some revisions cannot be played, and are left out: {}", join(said(error), "; "))});
  }
}

void PlayedHistory::play(Invocation& invocation, const std::vector<const config::ServiceConfig*>& services) {
  SilentLog silent;
  Invocation quiet = there(invocation, silent);
  std::set<std::string> made;
  while (!services.empty()) {
    try {
      if (const std::optional<Error> failure = upgrade(quiet, services, "heads", {})) {
        throw *failure;
      }
      return;
    } catch (const Error& error) {
      // What a GRANT needs. The run goes on where it stopped.
      const std::optional<std::string> role = own_server_ ? missing_role(error) : std::nullopt;
      if (own_server_ && error.kind() == ErrorKind::denied) {
        throw untrusted(error);
      }
      if (!role || !made.insert(*role).second) {
        throw;
      }
      database_.create_role(*role);
    }
  }
}

Invocation PlayedHistory::there(Invocation& invocation, Log& log) const {
  Invocation result = with_log(invocation, log);
  result.database = database_.parameters();
  result.warned = std::make_shared<Warned>();
  return result;
}

}  // namespace deed::command
