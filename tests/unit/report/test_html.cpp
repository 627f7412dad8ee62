#include <catch2/catch.hpp>

#include "report/html.h"
#include "report/map_picture.h"

using namespace deed;

TEST_CASE("whatever a name holds, it is a text in HTML") {
  CHECK(report::html("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(report::html("line\nbreak\x7f") ==
        "line\xEF\xBF\xBD"
        "break\xEF\xBF\xBD");
  CHECK(report::html("\xC3\xA4 \xFF") == "\xC3\xA4 \xEF\xBF\xBD");
}

TEST_CASE("services that refer to each other are drawn, in a circle too, and those without foreign keys are not") {
  DatabaseMap map;
  map.services = {{.name = "a"}, {.name = "b"}, {.name = "c"}};
  CHECK(report::map_picture(map).empty());
  const LiveForeignKey key{"k", {ObjectKind::relation, "public", "x"}, {ObjectKind::relation, "public", "y"}};
  map.foreign_keys = {{key, "a", "b"}, {key, "b", "a"}};
  const std::string picture = report::map_picture(map);
  CHECK(picture.find("#service-0") != std::string::npos);
  CHECK(picture.find("#service-1") != std::string::npos);
  CHECK(picture.find("#service-2") == std::string::npos);
  CHECK(picture.find("nan") == std::string::npos);
}
