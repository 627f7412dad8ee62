#include <tuple>

#include "config/dotenv.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;

TEST_CASE("a value in an .env file is what its quotes make of it") {
  const auto [text, value] = GENERATE(table<std::string, std::string>({
      {"A=x", "x"},
      {"  export\tA=x", "x"},
      {"A = x y  ", "x y"},
      {"A=", ""},
      {"A=   # only a comment", ""},
      {"A=x # comment", "x"},
      {"A=x#y", "x#y"},
      {"A=#y", "#y"},
      {"A=it's", "it's"},
      {"A=a=b", "a=b"},
      {"A=p$w${HOME}`x`", "p$w${HOME}`x`"},
      {"A='a # \\n \" $b'", "a # \\n \" $b"},
      {"A='x'# comment", "x"},
      {R"(A="a\n\"b\" \\ \t \$x # y")", "a\n\"b\" \\ \\t \\$x # y"},
      {"A=\"first\nsecond\" # comment", "first\nsecond"},
      {"A='first\r\nsecond'\r\n", "first\nsecond"},
      {"A=x\r\n", "x"},
      {"A=1\nA=x\n", "x"},
      {"# A=1\n\nA=x", "x"},
      {"\xEF\xBB\xBF"
       "A=x",
       "x"},
      {"some.other-name=1\nA=x", "x"},
      {"export=1\nA=x", "x"},
      {"A=postgresql+asyncpg://user:password@localhost:5432/shared", "postgresql+asyncpg://user:password@localhost:5432/shared"},
  }));
  CAPTURE(text);
  CHECK(parse_dotenv(text, ".env").at("A").value == value);
}

TEST_CASE("a variable knows the line that set it") {
  const DotenvVariables variables = parse_dotenv("A=1\nB='x\ny'\n\nC=3\nA=2\n", "app/.env");
  CHECK(to_string(variables.at("A").location) == "app/.env:6");
  CHECK(to_string(variables.at("B").location) == "app/.env:2");
  CHECK(to_string(variables.at("C").location) == "app/.env:5");
}

TEST_CASE("a malformed line is refused by its number, and never shown") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"A=1\nS3cr\n", ".env:2", "not NAME=value"},
      {"export S3cr", ".env:1", "not NAME=value"},
      {"1S3cr=x", ".env:1", "not NAME=value"},
      {"S3cr tZ=x", ".env:1", "not NAME=value"},
      {"=S3cr", ".env:1", "not NAME=value"},
      {"A=1\nB='S3cr\nC=2\n", ".env:2", "not closed"},
      {"B=\"S3cr\\\"", ".env:1", "not closed"},
      {"B=\"S3cr\\", ".env:1", "not closed"},
      {"B=\"a\"S3cr", ".env:1", "closing quote"},
      {"B='it's S3cr'", ".env:1", "closing quote"},
  }));
  CAPTURE(text);
  const Error error = error_of([&] { parse_dotenv(text, ".env"); });
  check_error(error, where, what);
  CHECK_THAT(to_string(error.text()), !Catch::Contains("S3cr") && !Catch::Contains("tZ"));
}

TEST_CASE("an .env that is missing, or the directory of a Python environment, has no variables") {
  const Directory directory;
  std::filesystem::create_directories(directory / "venv/.env");
  CHECK(read_dotenv({directory / ".env", ".env"}).empty());
  CHECK(read_dotenv({directory / "venv/.env", ".env"}).empty());
}
