#include "report/json_text.h"
#include "report/json_writer.h"

namespace deed::report {

namespace {

void since(Json& json, const std::string& revision, const std::string& at) {
  json.member("since", revision);
  json.optional("at", at);
}

void write(Json& json, const LiveObject& object) {
  json.object([&] {
    json.member("object", to_string(object.name));
    json.member("kind", object.what);
  });
}

void write(Json& json, const DatabaseMap::Service& service) {
  json.object([&] {
    json.member("service", service.name);
    json.member("version_table", service.version_table);
    json.array("objects", service.objects, [&](const DatabaseMap::Owned& owned) {
      json.object([&] {
        json.member("object", to_string(owned.name));
        json.optional("kind", owned.what);
        json.member("exists", !owned.what.empty());
        since(json, owned.since, owned.at);
        json.texts("also_claimed_by", owned.also);
      });
    });
    json.array("patterns", service.patterns, [&](const DatabaseMap::Pattern& pattern) {
      json.object([&] {
        json.member("pattern", to_string(pattern.pattern));
        since(json, pattern.since, pattern.at);
        json.array("covers", pattern.covers, [&](const LiveObject& object) { write(json, object); });
      });
    });
    json.array("shares", service.shares, [&](const DatabaseMap::Shared& shared) {
      json.object([&] {
        json.member("object", to_string(shared.share.object));
        json.member("with", shared.share.with);
        json.array("allow", shared.share.accesses, [&](Access access) { json.element(word(access)); });
        since(json, shared.share.revision, shared.at);
      });
    });
    json.array("gifts", service.gifts, [&](const DatabaseMap::Gift& gift) {
      json.object([&] {
        json.member("object", to_string(gift.name));
        json.member("to", gift.to);
        since(json, gift.since, gift.at);
      });
    });
    json.texts("differences", service.differences);
    json.optional("not_compared", service.not_compared);
  });
}

}  // namespace

std::string ownership_json(const DatabaseMap& map) {
  Json json;
  json.object([&] {
    json.member("database", map.database);
    json.member("made_at", map.made_at);
    json.array("services", map.services, [&](const DatabaseMap::Service& service) { write(json, service); });
    json.array("foreign_keys", map.foreign_keys, [&](const DatabaseMap::CrossKey& cross) {
      json.object([&] {
        json.member("name", cross.key.name);
        json.member("service", cross.from);
        json.member("table", to_string(cross.key.table));
        json.member("to_service", cross.to);
        json.member("to_table", to_string(cross.key.target));
      });
    });
    json.array("unowned", map.unowned, [&](const DatabaseMap::Unowned& unowned) {
      json.object([&] {
        json.member("object", to_string(unowned.object.name));
        json.member("kind", unowned.object.what);
        json.member("history_of_another_tool", unowned.history);
      });
    });
    json.texts("conflicts", map.conflicts);
    json.optional("protection", map.protection);
  });
  return json.take();
}

}  // namespace deed::report
