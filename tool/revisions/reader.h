#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/finding.h"
#include "domain/graph.h"
#include "domain/revision.h"

namespace deed::revisions {

// What a revision file is read against.
struct ReadContext {
  std::string service;
  // What unqualified names in directives mean: the first of `schemas`.
  std::string default_schema;
};

// Reads the text of one revision file. Throws Error(revision) with file:line for everything that is not clearly right: a missing
// header, an unknown directive, SQL outside a section, an unterminated literal, a psql meta-command.
Revision parse_revision(std::string_view text, const std::string& path, const ReadContext& context);

// Reads one section as history keeps it: its `-- deed:` line and what follows. `first_line` is where it stands in the file `path`.
Step parse_step(std::string_view text, int first_line, const std::string& path, const ReadContext& context);

// The revision in a file of the past; nothing where the text is none that this deed can read.
std::optional<Revision> read_past_revision(std::string_view text, const std::string& path, const ReadContext& context);

// All revisions of a directory as a graph, with what is wrong: unreadable or malformed files (they are left out), and the graph's own
// findings. Links that lead out of `inside` are not followed.
std::pair<RevisionGraph, std::vector<Finding>> load_revisions(const std::filesystem::path& directory, const std::filesystem::path& inside,
                                                              const ReadContext& context);

}  // namespace deed::revisions
