#include "autogenerate/casts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace deed::autogenerate {

namespace {

struct CastsOf {
  std::string_view from;
  // Names with commas between them.
  std::string_view assigned;
  std::string_view asked_for;
};

// The casts between two types that every major version from 14 to 18 has: pg_cast, where castsource <> casttarget, without types that no
// column has and without casts to and from character types that the text of a value gives as well. tests/database compares it with the
// server.
constexpr std::array<CastsOf, 51> kCasts{{
    {"bigint",
     "double precision,integer,money,numeric,oid,real,regclass,regcollation,regconfig,"
     "regdictionary,regnamespace,regoperator,regoper,regprocedure,regproc,regrole,regtype,"
     "smallint",
     "bit"},
    {"bit", "bit varying", "bigint,integer"},
    {"bit varying", "bit", ""},
    {"boolean", "", "integer"},
    {"box", "polygon", "circle,lseg,point"},
    {"\"char\"", "", "integer"},
    {"character", "\"char\"", ""},
    {"character varying", "\"char\",regclass", ""},
    {"cidr", "inet", ""},
    {"circle", "", "box,point,polygon"},
    {"date", "timestamp with time zone,timestamp without time zone", ""},
    {"daterange", "", "datemultirange"},
    {"double precision", "bigint,integer,numeric,real,smallint", ""},
    {"inet", "cidr", ""},
    {"int4range", "", "int4multirange"},
    {"int8range", "", "int8multirange"},
    {"integer",
     "bigint,double precision,money,numeric,oid,real,regclass,regcollation,regconfig,"
     "regdictionary,regnamespace,regoperator,regoper,regprocedure,regproc,regrole,regtype,"
     "smallint",
     "\"char\",bit,boolean"},
    {"interval", "time without time zone", ""},
    {"json", "jsonb", ""},
    {"jsonb", "json", "bigint,boolean,double precision,integer,numeric,real,smallint"},
    {"lseg", "", "point"},
    {"macaddr", "macaddr8", ""},
    {"macaddr8", "macaddr", ""},
    {"money", "numeric", ""},
    {"numeric", "bigint,double precision,integer,money,real,smallint", ""},
    {"numrange", "", "nummultirange"},
    {"oid",
     "bigint,integer,regclass,regcollation,regconfig,regdictionary,regnamespace,regoperator,"
     "regoper,regprocedure,regproc,regrole,regtype",
     ""},
    {"path", "polygon", ""},
    {"point", "box", ""},
    {"polygon", "path", "box,circle,point"},
    {"real", "bigint,double precision,integer,numeric,smallint", ""},
    {"regclass", "bigint,integer,oid", ""},
    {"regcollation", "bigint,integer,oid", ""},
    {"regconfig", "bigint,integer,oid", ""},
    {"regdictionary", "bigint,integer,oid", ""},
    {"regnamespace", "bigint,integer,oid", ""},
    {"regoper", "bigint,integer,oid,regoperator", ""},
    {"regoperator", "bigint,integer,oid,regoper", ""},
    {"regproc", "bigint,integer,oid,regprocedure", ""},
    {"regprocedure", "bigint,integer,oid,regproc", ""},
    {"regrole", "bigint,integer,oid", ""},
    {"regtype", "bigint,integer,oid", ""},
    {"smallint",
     "bigint,double precision,integer,numeric,oid,real,regclass,regcollation,regconfig,"
     "regdictionary,regnamespace,regoperator,regoper,regprocedure,regproc,regrole,regtype",
     ""},
    {"text", "\"char\",regclass", ""},
    {"time with time zone", "time without time zone", ""},
    {"time without time zone", "interval,time with time zone", ""},
    {"timestamp with time zone", "date,time with time zone,time without time zone,timestamp without time zone", ""},
    {"timestamp without time zone", "date,time without time zone,timestamp with time zone", ""},
    {"tsrange", "", "tsmultirange"},
    {"tstzrange", "", "tstzmultirange"},
    {"xid8", "", "xid"},
}};

constexpr std::array<std::string_view, 4> kCharacterTypes{"text", "character varying", "character", "name"};

bool lists(std::string_view names, std::string_view name) {
  return fmt::format(",{},", names).find(fmt::format(",{},", name)) != std::string::npos;
}

}  // namespace

bool is_character_type(std::string_view type) {
  return std::find(kCharacterTypes.begin(), kCharacterTypes.end(), type) != kCharacterTypes.end();
}

Cast cast_between(std::string_view from, std::string_view to) {
  if (is_character_type(to) || from == to) {
    return Cast::assigned;
  }
  const auto found = std::find_if(kCasts.begin(), kCasts.end(), [&](const CastsOf& casts) { return casts.from == from; });
  if (found != kCasts.end() && lists(found->assigned, to)) {
    return Cast::assigned;
  }
  return is_character_type(from) || (found != kCasts.end() && lists(found->asked_for, to)) ? Cast::asked_for : Cast::none;
}

std::string_view type_between(std::string_view from, std::string_view to) {
  constexpr std::array<std::string_view, 3> between{"bigint", "integer", "numeric"};
  const auto leads = [&](std::string_view type) { return cast_between(from, type) != Cast::none && cast_between(type, to) != Cast::none; };
  const auto found = std::find_if(between.begin(), between.end(), leads);
  return found == between.end() ? "" : *found;
}

}  // namespace deed::autogenerate
