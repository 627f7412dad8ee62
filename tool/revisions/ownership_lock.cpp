#include "revisions/ownership_lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/source.h"
#include "base/text.h"
#include "revisions/directives.h"

namespace deed::revisions {

namespace {

constexpr std::string_view kTitle = "deed ownership.lock";
constexpr std::string_view kFormat = "1";

// "claim REVISION OBJECT", "share REVISION OBJECT with SERVICE: read": a directive with the revision behind its first word.
std::string line_of(const OwnershipRow& row) {
  const auto line = [&](std::string_view word, const std::string& rest) {
    return fmt::format("{} {} {}{}", word, row.revision, row.object, rest);
  };
  switch (row.kind) {
    case OwnershipRowKind::service: return fmt::format("\nservice {} {}", row.service, row.object);
    case OwnershipRowKind::object:
    case OwnershipRowKind::pattern: return line("claim", "");
    case OwnershipRowKind::share: return line("share", fmt::format(" with {}: {}", row.with_service, to_string(row.accesses)));
    case OwnershipRowKind::give: break;
  }
  return row.with_service == row.service ? line("took", "") : line("give", fmt::format(" to {}", row.with_service));
}

class LockReader {
 public:
  LockReader(std::string_view text, const std::string& path, const std::string& service) : text_(text), path_(path), service_(service) {}

  OwnershipMap read() {
    for (const std::string_view line : split_lines(text_)) {
      ++line_;
      if (const std::string_view words = trim(line); !words.empty() && !words.starts_with("#")) {
        titled_ ? read_line(words) : read_title(words);
      }
    }
    if (!titled_) {
      refuse("The file is empty.");
    }
    return std::move(map_);
  }

 private:
  [[noreturn]] void refuse(std::string what) const {
    throw Error(ErrorKind::config, {.what = std::move(what),
                                    .where = to_string(Location{path_, line_, 0}),
                                    .hint = "Write it anew from the database: deed ownership pull"});
  }

  // "deed ownership.lock 1 of api-gateway"
  void read_title(std::string_view words) {
    titled_ = true;
    const std::vector<std::string> parts = split_list(words);
    if (parts.size() != 5 || !words.starts_with(kTitle) || parts[3] != "of") {
      refuse("This is no ownership.lock: its first line is another one.");
    }
    if (parts[2] != kFormat) {
      refuse(fmt::format("This ownership.lock has format {}, and this deed knows format {}.", one_line(parts[2]), kFormat));
    }
    if (parts[4] != service_) {
      refuse(fmt::format("This is the ownership.lock of '{}', and the service here is '{}'.", one_line(parts[4]), service_));
    }
  }

  void read_line(std::string_view words) {
    const std::vector<std::string> parts = split_list(words);
    if (parts.size() < 3) {
      refuse(fmt::format("'{}' is no line of an ownership.lock.", one_line(words)));
    }
    if (parts[0] == "service") {
      begin_service(parts);
      return;
    }
    if (holdings_ == nullptr) {
      refuse("A line stands before the first service.");
    }
    // The object may have white space in it: what follows the revision is kept as it is.
    const std::size_t second = words.find(parts[1], parts[0].size());
    read_row(parts[0], parts[1], trim(words.substr(second + parts[1].size())));
  }

  void begin_service(const std::vector<std::string>& parts) {
    if (parts[1] == service_) {
      refuse("The lock has rows of the service itself: what it holds is in its revisions.");
    }
    if (parts.size() != 3 || map_.find(parts[1]) != nullptr) {
      refuse(fmt::format("Service '{}' stands here twice, or with more than its version table.", one_line(parts[1])));
    }
    holdings_ = &map_.of(parts[1]);
    *holdings_ = base_holdings(parts[2]);
  }

  void read_row(const std::string& word, const std::string& revision, std::string_view rest) {
    const Directive row = directive(word == "took" ? "claim" : word, rest);
    const std::optional<ObjectName> exact = row.object.exact();
    if (word == "claim" && !exact) {
      holdings_->patterns[row.object] = revision;
    } else if (word == "claim") {
      holdings_->objects[*exact] = revision;
    } else if (word == "took" && exact) {
      holdings_->taken[*exact] = revision;
    } else if (word == "give") {
      holdings_->gifts[*exact] = {row.service, revision};
    } else if (word == "share") {
      holdings_->shares.push_back({row.object, row.service, row.accesses, revision});
    } else {
      refuse(fmt::format("'{}' is no line of an ownership.lock.", one_line(word)));
    }
  }

  Directive directive(const std::string& word, std::string_view rest) const {
    const bool known = word == "claim" || word == "give" || word == "share";
    if (!known) {
      refuse(fmt::format("'{}' is no line of an ownership.lock.", one_line(word)));
    }
    try {
      // Every name is written with its schema.
      return parse_directive(fmt::format("{} {}", word, rest), {.line = line_}, path_, "");
    } catch (const Error& error) {
      // A mistake in a revision otherwise.
      refuse(error.text().what);
    }
  }

  std::string_view text_;
  const std::string& path_;
  const std::string& service_;
  int line_ = 0;
  bool titled_ = false;
  OwnershipMap map_;
  Holdings* holdings_ = nullptr;
};

}  // namespace

std::string ownership_lock_text(const std::string& service, const OwnershipMap& map) {
  std::string text = fmt::format(
      "# Who owns and shares what beside {}, as the shared database has it. `deed ownership pull` writes this file,\n"
      "# `deed review` reads it; commit it.\n{} {} of {}\n",
      service, kTitle, kFormat, service);
  for (const auto& [name, holdings] : map.services()) {
    if (name == service) {
      continue;
    }
    const std::vector<OwnershipRow> rows = to_rows(name, holdings);
    std::vector<std::string> lines;
    for (const OwnershipRow& row : rows) {
      // The schemas of tenants, which the version table's name tells.
      if (row.kind == OwnershipRowKind::pattern && row.revision.empty()) {
        continue;
      }
      lines.push_back(line_of(row));
      if (lines.back().find('\n', 1) != std::string::npos) {
        throw Error(ErrorKind::config,
                    {.what = fmt::format("The name {} has a line break, which ownership.lock cannot hold.", one_line(row.object)),
                     .where = name,
                     .hint = "Rename the object."});
      }
    }
    // The service's own line stays first; shares come as the database returned them.
    std::sort(lines.begin() + 1, lines.end());
    text += join(lines, "\n") + '\n';
  }
  return text;
}

OwnershipMap parse_ownership_lock(std::string_view text, const std::string& path, const std::string& service) {
  return LockReader(text, path, service).read();
}

}  // namespace deed::revisions
