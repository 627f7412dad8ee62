#include "catalog/recording.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include "base/sha256.h"

namespace deed::catalog {

namespace {

using Rows = std::vector<std::vector<postgres::Value>>;

// A length of NULL.
constexpr std::uint32_t kNull = UINT32_MAX;

void write_number(std::string& bytes, std::size_t number) {
  const auto narrow = static_cast<std::uint32_t>(number);
  bytes.append(reinterpret_cast<const char*>(&narrow), sizeof narrow);
}

void write_value(std::string& bytes, std::string_view value) {
  write_number(bytes, value.size());
  bytes += value;
}

// Takes what write_number() and write_value() wrote; once something is missing, `good` is false and everything is empty.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::uint32_t number() {
    std::uint32_t value = 0;
    const std::string_view taken = take(sizeof value);
    if (!taken.empty()) {
      std::memcpy(&value, taken.data(), sizeof value);
    }
    return value;
  }
  std::string_view take(std::size_t length) {
    good_ = good_ && length <= rest_.size();
    const std::string_view taken = good_ ? rest_.substr(0, length) : std::string_view();
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view value() { return take(number()); }

  bool good() const { return good_; }
  bool at_end() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::string question(std::string_view query, const std::vector<postgres::Value>& values) {
  std::string text;
  write_value(text, query);
  for (const postgres::Value& value : values) {
    value ? write_value(text, *value) : write_number(text, kNull);
  }
  return sha256(text);
}

std::string encoded(const postgres::Result& rows) {
  std::string bytes;
  write_number(bytes, rows.size());
  write_number(bytes, static_cast<std::size_t>(rows.columns()));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (int column = 0; column < rows.columns(); ++column) {
      rows.is_null(row, column) ? write_number(bytes, kNull) : write_value(bytes, rows.text(row, column));
    }
  }
  return bytes;
}

std::optional<Rows> decoded(std::string_view answer) {
  Bytes bytes(answer);
  const std::uint32_t count = bytes.number();
  const std::uint32_t columns = bytes.number();
  Rows rows;
  for (std::uint32_t row = 0; bytes.good() && row < count; ++row) {
    std::vector<postgres::Value>& values = rows.emplace_back();
    for (std::uint32_t column = 0; bytes.good() && column < columns; ++column) {
      const std::uint32_t length = bytes.number();
      values.push_back(length == kNull ? postgres::Value() : postgres::Value(bytes.take(length)));
    }
  }
  return bytes.at_end() ? std::optional(std::move(rows)) : std::nullopt;
}

}  // namespace

void Recording::add(std::string_view query, const std::vector<postgres::Value>& values, const postgres::Result& rows) {
  answers_[question(query, values)] = encoded(rows);
}

std::optional<postgres::Result> Recording::answer(std::string_view query, const std::vector<postgres::Value>& values) const {
  const auto found = answers_.find(question(query, values));
  const std::optional<Rows> rows = found == answers_.end() ? std::nullopt : decoded(found->second);
  return rows ? std::optional(postgres::Result::made_of(*rows)) : std::nullopt;
}

std::string Recording::bytes() const {
  std::string bytes;
  for (const auto& [question, rows] : answers_) {
    write_value(bytes, question);
    write_value(bytes, rows);
  }
  return bytes;
}

std::optional<Recording> Recording::from_bytes(std::string_view text) {
  Recording recording;
  Bytes bytes(text);
  while (bytes.good() && !bytes.at_end()) {
    const std::string_view question = bytes.value();
    recording.answers_.emplace(question, bytes.value());
  }
  return bytes.good() ? std::optional(std::move(recording)) : std::nullopt;
}

}  // namespace deed::catalog
