#include "report/applied_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/json_writer.h"
#include "report/line_diff.h"

namespace deed::report {

namespace {

void write(Json& json, const AppliedStepRecord& step) {
  json.object([&] {
    json.member("step", step.row.step);
    json.member("steps", step.row.steps);
    json.member("finished", step.finished);
    json.member("event", word(step.row.event));
    json.member("at", step.row.at);
    json.optional("actor", step.row.actor);
    json.member("db_role", step.row.db_role);
    json.optional("host", step.row.host);
    json.member("deed_version", step.row.deed_version);
    json.optional("tag", step.row.tag);
    json.member("run_id", step.row.run_id);
    json.member("duration_ms", step.row.duration_ms);
    json.member("rows", step.row.rows);
    json.member("checksum", step.row.checksum);
    json.member("search_path", step.row.search_path);
    json.member("sql", step.row.sql);
    json.optional("file_sql", step.file_sql);
    json.member("line", step.file_location.line);
    json.member("edited", step.edited);
  });
}

}  // namespace

std::string applied_text(const std::vector<AppliedRecord>& records) {
  std::string text;
  for (const AppliedRecord& record : records) {
    text += (text.empty() ? "" : "\n") + record.text;
  }
  return text;
}

std::string applied_diff(const std::vector<AppliedRecord>& records) {
  std::string text;
  for (const AppliedRecord& record : records) {
    std::string hunks;
    for (const AppliedStepRecord& step : record.steps) {
      hunks += line_diff(step.row.sql, step.file_sql, std::max(step.file_location.line, 1));
    }
    if (!hunks.empty()) {
      text += fmt::format("--- {} as {} {}\n+++ {}\n{}", one_line(record.id), word(record.newest.event), when_and_who(record.newest),
                          record.path.empty() ? "no file here" : one_line(record.path), hunks);
    }
  }
  return text;
}

std::string applied_json(const std::vector<AppliedRecord>& records) {
  Json json;
  json.array(records, [&](const AppliedRecord& record) {
    json.object([&] {
      json.member("service", record.service);
      json.member("revision", record.id);
      json.member("message", record.message);
      json.texts("revises", record.revises);
      json.texts("depends_on", record.depends_on);
      json.member("progress", record.progress);
      json.optional("path", record.path);
      json.array("steps", record.steps, [&](const AppliedStepRecord& step) { write(json, step); });
    });
  });
  return json.take();
}

}  // namespace deed::report
