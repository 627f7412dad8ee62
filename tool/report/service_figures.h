#pragma once

#include "domain/run_figures.h"
#include "report/json_writer.h"

namespace deed::report {

template <typename Writer>
void write(JsonWriter<Writer>& json, const TenantCounts& tenants) {
  json.object([&] {
    json.member("done", tenants.done);
    json.member("nothing_to_do", tenants.nothing_to_do);
    json.member("failed", tenants.failed);
    json.member("not_reached", tenants.not_reached);
  });
}

// What a run did for a service, as the result of `upgrade` and the last line of a log in JSON have it.
template <typename Writer>
void write(JsonWriter<Writer>& json, const ServiceFigures& figures) {
  json.object([&] {
    json.member("service", figures.service);
    json.optional("run_id", figures.run_id);
    json.member("state", word(figures.state));
    json.member("exit_code", figures.exit_code);
    json.optional("reason", one_line(figures.reason));
    json.member("revisions", figures.revisions);
    json.member("steps", figures.steps);
    json.member("retries", figures.retries);
    json.member("lock_wait_ms", static_cast<std::int64_t>(figures.lock_wait.count()));
    json.member("duration_ms", static_cast<std::int64_t>(figures.duration.count()));
    if (figures.tenants) {
      json.name("tenants");
      write(json, *figures.tenants);
    }
  });
}

}  // namespace deed::report
