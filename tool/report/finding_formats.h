#pragma once

#include <string>
#include <vector>

#include "domain/finding.h"

namespace deed::report {

// What a review found, for the programs that show reviews. All texts of findings come from files that nobody has looked at yet: whatever
// they hold, they stay text. Paths are told as they are, so deed should run where the repository begins.

// SARIF 2.1.0, for code scanning.
std::string findings_sarif(const std::vector<Finding>& findings, const std::string& deed_version);

// Workflow commands of GitHub Actions: "::error file=...,line=...::message".
std::string findings_github(const std::vector<Finding>& findings);

// A GitLab code quality report.
std::string findings_gitlab(const std::vector<Finding>& findings);

// A comment for a pull request; no longer than a comment may be. `summary` is its first line.
std::string findings_markdown(const std::vector<Finding>& findings, const std::string& summary);

}  // namespace deed::report
