#include "report/json_text.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "report/json_writer.h"

namespace deed::report {

namespace {

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
