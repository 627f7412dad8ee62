#include "command/kept_model.h"

#include <charconv>

#include "base/length_prefixed.h"

namespace deed::command {

namespace {

// Takes what append_with_length() wrote.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::optional<std::string_view> take() {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), length);
    const std::size_t begin = static_cast<std::size_t>(end - rest_.data()) + 1;
    if (error != std::errc() || begin > rest_.size() || *end != ':' || length > rest_.size() - begin) {
      return std::nullopt;
    }
    const std::string_view taken = rest_.substr(begin, length);
    rest_.remove_prefix(begin + length);
    return taken;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<std::set<std::string>> groups_from(std::string_view list) {
  std::set<std::string> groups;
  Bytes bytes(list);
  while (!bytes.at_end()) {
    const std::optional<std::string_view> group = bytes.take();
    if (!group) {
      return std::nullopt;
    }
    groups.emplace(*group);
  }
  return groups;
}

}  // namespace

std::string KeptModel::bytes() const {
  std::string bytes;
  append_with_length(bytes, of_one ? "of one" : "of parts");
  for (const KeptPart& part : parts) {
    append_with_length(bytes, part.recording);
    std::string groups;
    for (const std::string& group : part.groups) {
      append_with_length(groups, group);
    }
    append_with_length(bytes, groups);
  }
  return bytes;
}

std::optional<KeptModel> KeptModel::from_bytes(std::string_view text) {
  Bytes bytes(text);
  KeptModel model;
  const std::optional<std::string_view> word = bytes.take();
  if (!word) {
    return std::nullopt;
  }
  model.of_one = *word == "of one";
  while (!bytes.at_end()) {
    const std::optional<std::string_view> recording = bytes.take();
    const std::optional<std::string_view> list = bytes.take();
    const std::optional<std::set<std::string>> groups = list ? groups_from(*list) : std::nullopt;
    if (!recording || !groups) {
      return std::nullopt;
    }
    model.parts.push_back({std::string(*recording), *groups});
  }
  return model;
}

}  // namespace deed::command
