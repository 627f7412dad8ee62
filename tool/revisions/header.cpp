#include "revisions/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/error.h"
#include "base/source.h"
#include "base/text.h"

namespace deed::revisions {

namespace {

constexpr std::array<std::string_view, 5> kWords{"Revision ID", "Revises", "Create Date", "Branch Labels", "Depends On"};

// "Word: value"; nothing for prose. A header word is one to three capitalised words.
std::optional<std::pair<std::string_view, std::string_view>> header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || (colon + 1 < line.size() && line[colon + 1] != ' ')) {
    return std::nullopt;
  }
  const std::string_view word = line.substr(0, colon);
  bool start = true;
  for (const char c : word) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    if (start ? !upper : !(lower || upper || c == ' ' || c == '-')) {
      return std::nullopt;
    }
    start = c == ' ';
  }
  return std::pair(word, trim(line.substr(colon + 1)));
}

class HeaderReader {
 public:
  explicit HeaderReader(const std::string& path) { revision_.path = path; }

  Revision read(std::string_view text) {
    for (const std::string_view line : split_lines(text)) {
      ++line_;
      if (const std::string_view comment = trim(line); comment.starts_with("--")) {
        ended_ ? refuse_header_word(trim(comment.substr(2))) : read_line(trim(comment.substr(2)));
      } else if (!comment.empty() || !revision_.id.empty()) {
        in_message_ = false;
        ended_ = true;
      }
    }
    if (revision_.id.empty()) {
      throw malformed("The file has no `Revision ID:` in its header.",
                      "Begin it as `deed revision` does, or move it out of the revisions directory.", 0);
    }
    return std::move(revision_);
  }

 private:
  Error malformed(std::string what, std::string hint, int line) const {
    return Error(ErrorKind::revision,
                 {.what = std::move(what), .where = to_string(Location{revision_.path, line, 0}), .hint = std::move(hint)});
  }

  static bool is_known(const std::optional<std::pair<std::string_view, std::string_view>>& header) {
    return header && std::find(kWords.begin(), kWords.end(), header->first) != kWords.end();
  }

  // Below the header there may be any comment, but none that somebody takes for a part of it.
  void refuse_header_word(std::string_view line) const {
    if (const auto header = header_line(line); is_known(header)) {
      throw malformed(fmt::format("`{}:` stands below the header.", header->first), "Move it up to the other header lines.", line_);
    }
  }

  void read_line(std::string_view line) {
    const auto header = header_line(line);
    const bool known = is_known(header);
    // Before the empty comment line everything is the message, unless it is one of deed's own words.
    if (in_message_ && !known) {
      in_message_ = !line.empty() || revision_.message.empty();
      if (!line.empty()) {
        revision_.message += (revision_.message.empty() ? "" : " ") + std::string(line);
      }
      return;
    }
    in_message_ = false;
    if (header) {
      take(header->first, header->second);
    }
  }

  void take(std::string_view word, std::string_view value) {
    if (!seen_.insert(std::string(word)).second) {
      throw malformed(fmt::format("`{}:` stands twice.", word), "Keep one of the two lines.", line_);
    }
    if (word == "Revision ID") {
      if (!is_revision_id(value)) {
        throw malformed(fmt::format("'{}' is not a revision id.", one_line(value)),
                        "Letters, digits and _; `deed revision` makes 12 hex digits.", line_);
      }
      revision_.id = value;
    } else if (word == "Revises") {
      revision_.revises = ids(value);
    } else if (word == "Create Date") {
      revision_.create_date = value;
    } else if (word == "Branch Labels") {
      revision_.branch_labels = split_list(value);
      for (const std::string& label : revision_.branch_labels) {
        if (!is_branch_label(label)) {
          throw malformed(fmt::format("'{}' is not a branch label.", one_line(label)),
                          "Letters, digits, _, . and -, without -N at the end.", line_);
        }
      }
    } else if (word == "Depends On") {
      for (const std::string& text : split_list(value)) {
        revision_.depends_on.push_back(parse_revision_ref(text));
        ids(revision_.depends_on.back().id);
      }
    } else {
      revision_.other_headers.emplace_back(word, value);
    }
  }

  std::vector<std::string> ids(std::string_view value) const {
    std::vector<std::string> list = split_list(value);
    for (const std::string& id : list) {
      if (!is_revision_id(id)) {
        throw malformed(fmt::format("'{}' is not a revision id.", one_line(id)), "Write ids in full, separated by commas.", line_);
      }
    }
    return list;
  }

  Revision revision_;
  std::set<std::string> seen_;
  bool in_message_ = true;
  // The header is the first block of comments that has an id.
  bool ended_ = false;
  int line_ = 0;
};

// On one line: what comes out of a history may hold anything, and must not end the comment.
std::string header_text(std::string_view word, const std::string& value) {
  return fmt::format("-- {}:{}{}\n", word, value.empty() ? "" : " ", one_line(value));
}

}  // namespace

bool is_revision_id(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), allowed) && text != "head" && text != "heads" &&
         text != "base" && text != "current";
}

bool is_branch_label(std::string_view text) {
  std::string letters(text);
  std::replace_if(
      letters.begin(), letters.end(), [](char c) { return c == '.' || c == '-'; }, '_');
  const std::size_t number = text.find_last_not_of("0123456789");
  const bool counts = number != std::string_view::npos && number + 1 < text.size() && text[number] == '-';
  return is_revision_id(letters) && is_revision_id(letters.substr(0, 1)) && text.front() != '-' && !counts;
}

Revision parse_header(std::string_view text, const std::string& path) { return HeaderReader(path).read(text); }

std::string render_header(const Revision& revision) {
  std::string out;
  for (const std::string_view line : split_lines(revision.message)) {
    out += fmt::format("-- {}\n", one_line(line));
  }
  out += "--\n";
  out += header_text("Revision ID", revision.id);
  out += header_text("Revises", join(revision.revises, ", "));
  out += header_text("Create Date", revision.create_date);
  if (!revision.branch_labels.empty()) {
    out += header_text("Branch Labels", join(revision.branch_labels, ", "));
  }
  if (!revision.depends_on.empty()) {
    out += header_text("Depends On", join(to_texts(revision.depends_on), ", "));
  }
  for (const auto& [word, value] : revision.other_headers) {
    out += header_text(word, value);
  }
  return out + '\n';
}

}  // namespace deed::revisions
