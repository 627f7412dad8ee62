#include "report/json_text.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "base/text.h"

namespace deed::report {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

class Json {
 public:
  Json() : writer_(buffer_) { writer_.SetIndent(' ', 2); }

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
  // null for nothing.
  void optional(std::string_view key, const std::string& value) {
    name(key);
    value.empty() ? static_cast<void>(writer_.Null()) : text(value);
  }
  void element(std::string_view value) { text(std::string(value)); }
  std::string take() const { return std::string(buffer_.GetString(), buffer_.GetSize()) + '\n'; }

 private:
  void name(std::string_view key) { writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size())); }
  void text(std::string value) {
    for (std::optional<std::size_t> bad = invalid_utf8_at(value); bad; bad = invalid_utf8_at(value)) {
      value.replace(*bad, 1, kReplacement);
    }
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_;
};

void write(Json& json, const ListedRevision& revision) {
  json.object([&] {
    json.member("service", revision.service);
    json.member("revision", revision.id);
    json.member("message", revision.message);
    json.texts("revises", revision.revises);
    json.texts("followed_by", revision.children);
    json.texts("branch_labels", revision.labels);
    json.optional("create_date", revision.create_date);
    json.member("path", revision.path);
    json.member("head", revision.is_head);
    json.member("current", revision.is_current);
    json.optional("progress", revision.progress);
  });
}

void write(Json& json, const ServiceStatus& status) {
  json.object([&] {
    json.member("service", status.service);
    json.member("database", status.database);
    json.member("applied", status.applied);
    json.texts("current", status.current);
    json.texts("pending", status.pending);
    json.texts("half_done", status.half_done);
    json.texts("ahead", status.ahead);
    json.texts("diverged", status.diverged);
    json.texts("problems", status.problems);
    json.optional("runner", status.runner);
    json.optional("last_event", status.last_event);
  });
}

void write(Json& json, const OwnershipMap& map, const std::string& service, const Holdings& holdings) {
  std::map<ObjectName, Holdings::Gift> open_gifts;
  std::copy_if(holdings.gifts.begin(), holdings.gifts.end(), std::inserter(open_gifts, open_gifts.end()),
               [&](const auto& gift) { return map.is_open(service, gift.first, gift.second); });
  json.object([&] {
    json.member("service", service);
    json.member("version_table", holdings.version_table);
    json.array("objects", holdings.objects, [&](const auto& entry) {
      json.object([&] {
        json.member("object", to_string(entry.first));
        json.member("since", entry.second);
      });
    });
    json.array("patterns", holdings.patterns, [&](const auto& entry) {
      json.object([&] {
        json.member("pattern", to_string(entry.first));
        json.member("since", entry.second);
      });
    });
    json.array("shares", holdings.shares, [&](const Share& share) {
      json.object([&] {
        json.member("object", to_string(share.object));
        json.member("with", share.with);
        json.array("allow", share.accesses, [&](Access access) { json.element(word(access)); });
        json.member("since", share.revision);
      });
    });
    json.array("gifts", open_gifts, [&](const auto& entry) {
      json.object([&] {
        json.member("object", to_string(entry.first));
        json.member("to", entry.second.to);
        json.member("since", entry.second.revision);
      });
    });
  });
}

void write(Json& json, const Finding& finding) {
  json.object([&] {
    json.member("rule", word(finding.rule));
    json.member("severity", word(finding.severity));
    json.member("message", finding.message);
    json.optional("file", finding.location.file.empty() ? finding.where : finding.location.file);
    json.member("line", static_cast<std::size_t>(finding.location.line));
    json.member("column", static_cast<std::size_t>(finding.location.column));
    json.optional("service", finding.service);
    json.optional("revision", finding.revision);
    json.optional("try", finding.hint);
    json.texts("details", finding.details);
    json.member("exit_code", static_cast<std::size_t>(finding.kind));
  });
}

}  // namespace

std::string revisions_json(const std::vector<ListedRevision>& revisions) {
  Json json;
  json.array(revisions, [&](const ListedRevision& revision) { write(json, revision); });
  return json.take();
}

std::string status_json(const std::vector<ServiceStatus>& services) {
  Json json;
  json.array(services, [&](const ServiceStatus& status) { write(json, status); });
  return json.take();
}

std::string ownership_json(const OwnershipMap& map, const std::vector<std::string>& conflicts) {
  Json json;
  json.object([&] {
    json.array("services", map.services(), [&](const auto& entry) { write(json, map, entry.first, entry.second); });
    json.texts("conflicts", conflicts);
  });
  return json.take();
}

std::string findings_json(const std::vector<Finding>& findings, std::size_t revisions, std::size_t services) {
  Json json;
  json.object([&] {
    json.array("findings", findings, [&](const Finding& finding) { write(json, finding); });
    json.member("revisions", revisions);
    json.member("services", services);
  });
  return json.take();
}

std::string check_json(const std::vector<CheckedService>& services) {
  Json json;
  json.array(services, [&](const CheckedService& checked) {
    json.object([&] {
      json.member("service", checked.service);
      json.member("agrees", checked.sql.empty());
      json.optional("sql", checked.sql);
    });
  });
  return json.take();
}

}  // namespace deed::report
