#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_spec.h"
#include "domain/graph.h"

namespace deed::cli {

struct Candidate {
  // The whole word as it would stand on the line.
  std::string value;
  // One line; may be empty.
  std::string description{};
};

enum class FileNames { none, files, directories };

struct Completion {
  std::vector<Candidate> candidates{};
  // What the shell adds from the file system.
  FileNames file_names = FileNames::none;
};

// The workspace that a line is about, as far as somebody has to look. Both get what was typed before the command; where nothing can
// be known they return nothing.
struct CompletionSource {
  std::function<std::vector<Candidate>(const Arguments& global)> services;
  // Of the service that is meant, or of the one that is named.
  std::function<RevisionGraph(const Arguments& global, const std::string& service)> graph;
};

// What the last of these words, which may be empty, can become. The program's name is not among them.
Completion complete(const std::vector<std::string>& words, const CompletionSource& source);

}  // namespace deed::cli
