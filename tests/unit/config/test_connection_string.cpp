#include <tuple>

#include "config/connection_string.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

namespace {

std::string shown(const Parameters& parameters) {
  std::string text;
  for (const auto& [keyword, value] : parameters) {
    text += (text.empty() ? "" : " ") + keyword + "=[" + value + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("connection strings are read as people write them") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"postgresql+asyncpg://user:password@localhost:5432/shared",
       "user=[user] password=[password] host=[localhost] port=[5432] dbname=[shared]"},
      {"postgres://u@h/db", "user=[u] host=[h] dbname=[db]"},
      {"postgresql+psycopg2://u:p@h/db", "user=[u] password=[p] host=[h] dbname=[db]"},
      {"postgresql+psycopg2cffi://h/db", "host=[h] dbname=[db]"},
      {"jdbc:postgresql://h:5432/db?user=u&password=p%26w&ssl=true",
       "host=[h] port=[5432] dbname=[db] user=[u] password=[p&w] sslmode=[require]"},
      {"postgresql://", ""},
      {"postgresql:///db", "dbname=[db]"},
      {"postgresql://h", "host=[h]"},
      {"postgresql://h:/db", "host=[h] dbname=[db]"},
      {"postgresql://u:@h/db", "user=[u] host=[h] dbname=[db]"},
      {"postgresql://:p@h", "password=[p] host=[h]"},
      {"postgresql://u:a:b@h/db", "user=[u] password=[a:b] host=[h] dbname=[db]"},
      {"postgresql://u:S3cr%25tZ%40%2F%3A%23%3F@h/db", "user=[u] password=[S3cr%tZ@/:#?] host=[h] dbname=[db]"},
      {"postgresql://us%40er:p@h/d%2fb", "user=[us@er] password=[p] host=[h] dbname=[d/b]"},
      {"postgresql://[::1]:5433/db", "host=[::1] port=[5433] dbname=[db]"},
      {"postgresql://[fe80::1%25eth0]/db", "host=[fe80::1%eth0] dbname=[db]"},
      {"postgresql://h1:1,h2:2/db", "host=[h1,h2] port=[1,2] dbname=[db]"},
      {"postgresql://h1,h2:2,[::1]/db", "host=[h1,h2,::1] port=[,2,] dbname=[db]"},
      {"postgresql://h1,h2/db?target_session_attrs=read-write", "host=[h1,h2] port=[,] dbname=[db] target_session_attrs=[read-write]"},
      {"postgresql+psycopg2://u@/db?host=h1:5432&host=h2", "user=[u] dbname=[db] host=[h1,h2] port=[5432,]"},
      {"postgresql://%2Ftmp/db", "host=[/tmp] dbname=[db]"},
      {"postgresql:///db?host=/tmp", "dbname=[db] host=[/tmp]"},
      {"postgresql://u@localhost/db?host=/cloudsql/p:r:i", "user=[u] host=[/cloudsql/p:r:i] dbname=[db]"},
      {"postgresql:///db?host=::1", "dbname=[db] host=[::1]"},
      {"postgresql+asyncpg://h/db?ssl=verify-full", "host=[h] dbname=[db] sslmode=[verify-full]"},
      {"postgresql://h/db?ssl=false&", "host=[h] dbname=[db] sslmode=[disable]"},
      {"postgresql://h/db?sslmode=require&channel_binding=require", "host=[h] dbname=[db] sslmode=[require] channel_binding=[require]"},
      {"postgresql://h/db?options=-c%20geqo%3Doff", "host=[h] dbname=[db] options=[-c geqo=off]"},
      {"postgresql://h/db?dbname=other", "host=[h] dbname=[other]"},
      {" postgresql://h/db\r\n", "host=[h] dbname=[db]"},
      {"host=h dbname=db", "host=[h] dbname=[db]"},
      {"  host = h  password = 'a b\\'c\\\\d' user=u\\ v port=5432\n", "host=[h] password=[a b'c\\d] user=[u v] port=[5432]"},
      {"password=S3cr%tZ@/:#? host=h", "password=[S3cr%tZ@/:#?] host=[h]"},
      {"service=mine password=''", "service=[mine] password=[]"},
  }));
  CAPTURE(text);
  CHECK(shown(parse_connection_string(text, "DATABASE_URL")) == expected);
}

TEST_CASE("a malformed connection string is refused at its character, with a way out") {
  const auto [text, character, what, hint] = GENERATE(table<std::string, int, std::string, std::string>({
      {"mysql://h/db", 1, "not the URL", "postgresql://user"},
      {"postgresql+://h/db", 1, "not the URL", "postgresql://"},
      {"localhost", 1, "not the URL", "postgresql://"},
      {"postgresql:h", 1, "not the URL", "postgresql://"},
      {"postgresql://u:p@ss@h/db", 17, "more than one @", "%40"},
      {"postgresql://u:pa/ss@h/db", 18, "bare /", "%2F"},
      {"postgresql://u:pa?ss@h/db", 18, "bare ?", "%3F"},
      {"postgresql://u:pa#ss@h/db", 18, "bare #", "%23"},
      {"postgresql://u:p%zz@h/db", 17, "not followed by two", "%25"},
      {"postgresql://u:p%4@h/db", 17, "not followed by two", "%25"},
      {"postgresql://u:p%00@h/db", 17, "%00", "Take it out"},
      {"postgresql://ü:p w@h/db", 17, "white space", "Percent-encode"},
      {"postgresql://h/db?user=a@b", 15, "bare / before an @", "Percent-encode"},
      {"postgresql://h:port/db", 16, "no port", "Percent-encode"},
      {"postgresql://h:0/db", 16, "no port", "Percent-encode"},
      {"postgresql://h:65536/db", 16, "no port", "Percent-encode"},
      {"postgresql://u:p:5432/db", 16, "no port", "Percent-encode"},
      {"postgresql://[::1/db", 14, "[ without", "Percent-encode"},
      {"postgresql://[localhost]/db", 15, "no IPv6 address", "Percent-encode"},
      {"postgresql://[::1]5432/db", 19, "something other than a port", "[::1]:5432"},
      {"postgresql://h/db/x", 18, "second /", "%2F"},
      {"postgresql://h/db?sslmod=require", 19, "Did you mean 'sslmode'?", "another driver"},
      {"postgresql://h/db?schema=public", 19, "does not know", "another driver"},
      {"postgresql://h/db?replication=true", 19, "does not know", "another driver"},
      {"postgresql://h/db?sslmode", 19, "without =", "Percent-encode"},
      {"postgresql://h/db?options=a=b", 26, "more than one =", "Percent-encode"},
      {"postgresql://h/db?sslmode=no-verify", 19, "unknown sslmode", "verify-full"},
      {"postgresql://h/db?ssl=yes", 19, "unknown sslmode", "verify-full"},
      {"postgresql://h/db?port=x", 19, "no port", "5432,5433"},
      {"postgresql://h/db?user=a&user=b", 26, "`user` twice", "Keep one"},
      {"host=h dbname", 8, "other than key=value", "single quotes"},
      {"host=h password=a b c", 19, "other than key=value", "single quotes"},
      {"host=h pasword=x", 8, "Did you mean 'password'?", "another driver"},
      {"host=h password='x", 17, "not closed", "\\'"},
      {"password=x\\", 11, "ends in a backslash", "\\\\"},
      {"password='x\\", 12, "ends in a backslash", "\\\\"},
      {"host=h host=i", 8, "`host` twice", "Keep one"},
      {"host=h port=x", 8, "no port", "5432,5433"},
      {"dbname=postgresql://u:p@h/db", 1, "a URL where `dbname`", "URL alone"},
      {"user=u host=postgresql://u:p@h/db", 8, "a URL where `host`", "URL alone"},
      {"postgresql://h/db?service=a://b", 19, "a URL where `service`", "URL alone"},
  }));
  CAPTURE(text);
  check_error(error_of([&] { parse_connection_string(text, "DATABASE_URL in .env:3"); }),
              "DATABASE_URL in .env:3, character " + std::to_string(character), what, hint);
}

TEST_CASE("no error about a malformed connection string shows a piece of it") {
  // The password S3cr%tZ@/:#? as it is, encoded, and encoded in part.
  const std::string password = GENERATE(as<std::string>{}, "S3cr%tZ@/:#?", "S3cr%25tZ%40%2F%3A%23%3F", "S3cr%25tZ@%2F:%23%3F",
                                        "S3cr%25tZ%40/%3A%23%3F", "S3cr%25tZ", "S3cr&tZ=x", "S3cr tZ", "'S3cr' tZ");
  const std::string form = GENERATE(
      as<std::string>{}, "postgresql://u:{}@h/db", "postgresql+asyncpg://u:{}@h:5432/db", "postgres://{}@h/db", "postgresql://u:{}/db",
      "postgresql://{}/db", "postgresql://u:{}", "postgresql://h:{}/db", "postgresql://h/{}/{}", "postgresql://h/db?password={}&x=1",
      "postgresql://h/db?{}=1", "postgresql://h/db?{}", "postgresql://h/db?password=a&{}", "postgresql://h/db?sslmode={}",
      "postgresql://h/db?port={}", "postgresql://[{}]/db", "postgresql://[{}/db", "postgresql://[::1]{}/db", "postgresql://u:%zz{}@h/db",
      "postgresql://u:{}%@h/db", "postgresql://u:{}@h:port/db", "postgresql://u:{}@h/db?nonsense=1", "postgresql://u:{}@h/db?ssl=maybe",
      "postgresql://u:{}@h@i/db", "jdbc:postgresql://h/db?user=u&password={}&loglevel=2", "mysql://u:{}@h/db",
      "postgresql+Driver://u:{}@h/db", "postgresql:/u:{}@h/db", "{}", "password={} nonsense", "password='{}", "password={} x={}",
      "host=h {}", "host=h {}=1", "{}=1", "sslmode={}", "dbname=postgres://u:{}@h/db", "password=a password={}", "host=h port={}");
  const std::string text = [&] {
    std::string result = form;
    for (std::size_t at = result.find("{}"); at != std::string::npos; at = result.find("{}", at + password.size())) {
      result.replace(at, 2, password);
    }
    return result;
  }();
  CAPTURE(text);
  try {
    parse_connection_string(text, "DATABASE_URL");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK_THAT(to_string(error.text()), !Catch::Contains("S3cr") && !Catch::Contains("tZ"));
  }
}

TEST_CASE("a password with bare special characters is never misread as other parts") {
  const std::string text =
      GENERATE(as<std::string>{}, "postgresql://u:S3cr%tZ@/:#?@h/db", "postgresql://u:a@b@h/db", "postgresql://u:a/b@h/db",
               "postgresql://u:a?b@h/db", "postgresql://u:a#b@h/db", "postgresql://u:a?b=c@h/db", "postgresql://u:a/b?host=c@h/db",
               "postgresql://u:@@h/db", "postgresql://u:/@h/db");
  CAPTURE(text);
  const Error error = error_of([&] { parse_connection_string(text, "DATABASE_URL"); });
  CHECK_THAT(error.text().hint, Catch::Contains("Percent-encode the password"));
}
