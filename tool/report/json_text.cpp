#include "report/json_text.h"

#include "report/json_writer.h"

namespace deed::report {

namespace {

void write(Json& json, const ListedRevision& revision) {
  json.object([&] {
    json.member("service", revision.service);
    json.given("tenant", revision.tenant);
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
