#pragma once

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace deed::report {

// Writes one JSON value and a newline: members and elements in the order of the calls.
template <typename Writer>
class JsonWriter {
 public:
  JsonWriter() : writer_(buffer_) {
    if constexpr (requires { writer_.SetIndent(' ', 2); }) {
      writer_.SetIndent(' ', 2);
    }
  }

  void object(const std::function<void()>& members) {
    writer_.StartObject();
    members();
    writer_.EndObject();
  }
  template <typename Range, typename Element>
  void array(std::string_view key, const Range& range, const Element& element) {
    name(key);
    array(range, element);
  }
  template <typename Range, typename Element>
  void array(const Range& range, const Element& element) {
    writer_.StartArray();
    for (const auto& entry : range) {
      element(entry);
    }
    writer_.EndArray();
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    array(key, values, [&](const std::string& value) { text(value); });
  }
  void member(std::string_view key, const std::string& value) {
    name(key);
    text(value);
  }
  void member(std::string_view key, std::string_view value) { member(key, std::string(value)); }
  void member(std::string_view key, const char* value) { member(key, std::string(value)); }
  void member(std::string_view key, bool value) {
    name(key);
    writer_.Bool(value);
  }
  void member(std::string_view key, std::size_t value) {
    name(key);
    writer_.Uint64(value);
  }
  void member(std::string_view key, int value) { member(key, static_cast<std::int64_t>(value)); }
  void member(std::string_view key, std::int64_t value) {
    name(key);
    writer_.Int64(value);
  }
  // Left out where there is nothing.
  void given(std::string_view key, const std::string& value) {
    if (!value.empty()) {
      member(key, value);
    }
  }
  // null for nothing.
  void optional(std::string_view key, const std::string& value) {
    name(key);
    value.empty() ? static_cast<void>(writer_.Null()) : text(value);
  }
  void element(std::string_view value) { text(std::string(value)); }
  void name(std::string_view key) { writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size())); }
  void number(std::int64_t value) { writer_.Int64(value); }
  void null() { writer_.Null(); }
  std::string take() const { return std::string(buffer_.GetString(), buffer_.GetSize()) + '\n'; }

 private:
  void text(std::string value) {
    for (std::optional<std::size_t> bad = invalid_utf8_at(value); bad; bad = invalid_utf8_at(value)) {
      value.replace(*bad, 1, "\xEF\xBF\xBD");  // U+FFFD
    }
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }

  rapidjson::StringBuffer buffer_;
  Writer writer_;
};

// For a result that people may read too.
using Json = JsonWriter<rapidjson::PrettyWriter<rapidjson::StringBuffer>>;
// One line, for a log.
using JsonLine = JsonWriter<rapidjson::Writer<rapidjson::StringBuffer>>;

}  // namespace deed::report
