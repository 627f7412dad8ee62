#include "report/dry_run_text.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "report/json_writer.h"

namespace deed::report {

namespace {

struct LockWords {
  std::string_view name;
  // What others cannot do meanwhile, by PostgreSQL's table of conflicting lock modes; empty where reading and writing go on.
  std::string_view blocks;
};

// In the order of LockMode.
constexpr auto kLocks = std::to_array<LockWords>({
    {"ACCESS SHARE", ""},
    {"ROW SHARE", ""},
    {"ROW EXCLUSIVE", ""},
    {"SHARE UPDATE EXCLUSIVE", "VACUUM and changes of the schema"},
    {"SHARE", "writes"},
    {"SHARE ROW EXCLUSIVE", "writes"},
    {"EXCLUSIVE", "writes"},
    {"ACCESS EXCLUSIVE", "reads and writes"},
});

const LockWords& words(LockMode mode) { return kLocks.at(static_cast<std::size_t>(mode)); }

std::string in_ms(Duration duration) { return with_commas(duration.count()) + " ms"; }

std::string statement_text(const TriedStatement& statement) {
  std::string text = fmt::format("    {}  {}  {}{}\n", one_line(to_string(statement.location)), statement.kind, in_ms(statement.took),
                                 statement.rows > 0 ? fmt::format(", {} rows", with_commas(statement.rows)) : "");
  for (const TriedLock& lock : statement.locks) {
    if (!words(lock.mode).blocks.empty()) {
      text += fmt::format("      {} on {} ({}) for {}: blocks {}\n", words(lock.mode).name, one_line(to_string(lock.object)),
                          lock.owner.empty() ? "nobody's" : lock.owner, in_ms(lock.held), words(lock.mode).blocks);
    }
  }
  return text;
}

}  // namespace

std::string dry_run_text(const DryRun& tried) {
  if (tried.steps.empty() && tried.not_tried.empty()) {
    return "";
  }
  std::string text = fmt::format("Dry run of {} in {}: rolled back, nothing was changed\n", tried.service, one_line(tried.database));
  for (const TriedStep& step : tried.steps) {
    text += fmt::format("  {} {}, {}{}: {}\n", word(tried.direction), step.revision, one_line(step.message),
                        step.count == 1 ? "" : fmt::format(" (step {} of {})", step.number, step.count), in_ms(step.took));
    for (const TriedStatement& statement : step.statements) {
      text += statement_text(statement);
    }
    for (const std::string& row : step.ownership) {
      text += fmt::format("    {}\n", one_line(row));
    }
  }
  for (const std::string& line : tried.not_tried) {
    text += fmt::format("  not tried: {}\n", one_line(line));
  }
  return text;
}

std::string dry_run_json(const DryRun& tried) {
  Json json;
  json.object([&] {
    json.member("service", tried.service);
    json.member("database", tried.database);
    json.member("direction", word(tried.direction));
    json.array("steps", tried.steps, [&](const TriedStep& step) {
      json.object([&] {
        json.member("revision", step.revision);
        json.member("message", step.message);
        json.member("step", step.number);
        json.member("steps", step.count);
        json.member("duration_ms", step.took.count());
        json.array("statements", step.statements, [&](const TriedStatement& statement) {
          json.object([&] {
            json.member("file", statement.location.file);
            json.member("line", statement.location.line);
            json.member("kind", statement.kind);
            json.member("duration_ms", statement.took.count());
            json.member("rows", statement.rows);
            json.array("locks", statement.locks, [&](const TriedLock& lock) {
              json.object([&] {
                json.member("object", to_string(lock.object));
                json.optional("service", lock.owner);
                json.member("mode", words(lock.mode).name);
                json.optional("blocks", std::string(words(lock.mode).blocks));
                json.member("held_ms", lock.held.count());
              });
            });
          });
        });
        json.texts("ownership", step.ownership);
      });
    });
    json.texts("not_tried", tried.not_tried);
  });
  return json.take();
}

}  // namespace deed::report
