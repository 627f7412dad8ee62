#include "report/finding_identity.h"

#include <fmt/format.h>

#include <map>

#include "base/sha256.h"

namespace deed::report {

std::string file_of(const Finding& finding) {
  std::string file = finding.location.file.empty() ? finding.where : finding.location.file;
  while (file.starts_with("./")) {
    file.erase(0, 2);
  }
  return file.empty() ? "deed.toml" : file;
}

std::vector<std::string> fingerprints(const std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> result;
  for (const Finding& finding : findings) {
    const std::string place = finding.revision.empty() ? file_of(finding) : finding.revision;
    // A NUL stands in none of them.
    const std::string identity =
        fmt::format("{}{}{}{}{}{}{}", word(finding.rule), '\0', finding.service, '\0', place, '\0', finding.message);
    result.push_back(sha256(fmt::format("{}{}{}", identity, '\0', seen[identity]++)));
  }
  return result;
}

}  // namespace deed::report
