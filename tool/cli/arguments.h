#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace deed::cli {

// What was typed: values by the long name of the option ("--message") or the name of the argument ("REV").
class Arguments {
 public:
  void add(const std::string& name, std::vector<std::string> values) { values_[name] = std::move(values); }

  bool has(const std::string& name) const { return values_.contains(name); }
  std::optional<std::string> value(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? std::nullopt : std::optional(found->second.back());
  }
  std::vector<std::string> values(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
  }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

}  // namespace deed::cli
