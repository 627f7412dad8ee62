#include <catch2/catch.hpp>

#include "domain/schema.h"

using namespace deed;

namespace {

const ObjectName kTask{ObjectKind::relation, "public", "task"};
const ObjectName kSequence{ObjectKind::relation, "public", "task_id_seq"};

Column serial_column() {
  return {.name = "id", .type = "integer", .not_null = true, .expression = "nextval('task_id_seq'::regclass)", .uses = {kSequence}};
}

Sequence serial_sequence() { return {kSequence, default_sequence_options("integer"), ColumnName{kTask, "id"}}; }

}  // namespace

TEST_CASE("the name of a column's sequence is shortened as PostgreSQL does it") {
  CHECK(default_sequence_name("task", "id") == "task_id_seq");
  CHECK(default_sequence_name(std::string(60, 't'), "id") == std::string(56, 't') + "_id_seq");
  CHECK(default_sequence_name(std::string(40, 't'), std::string(40, 'c')) == std::string(29, 't') + "_" + std::string(29, 'c') + "_seq");
  CHECK(default_sequence_name(std::string(55, 't') + "ü", "c") == std::string(55, 't') + "ü_c_seq");
  CHECK(default_sequence_name(std::string(56, 't') + "ü", "c") == std::string(56, 't') + "_c_seq");
}

TEST_CASE("a sequence has the limits of its type and direction") {
  CHECK(default_sequence_options("integer").maximum == 2147483647);
  CHECK(default_sequence_options("smallint", -1).minimum == -32768);
  CHECK(default_sequence_options("bigint", -2).start == -1);
  CHECK(with_type(default_sequence_options("integer"), "bigint") == default_sequence_options("bigint"));
  SequenceOptions limited = default_sequence_options("integer");
  limited.maximum = 1000;
  CHECK(with_type(limited, "bigint").maximum == 1000);
}

TEST_CASE("a column is serial where writing serial makes exactly it") {
  CHECK(is_serial(kTask, serial_column(), serial_sequence()));

  Column nullable = serial_column();
  nullable.not_null = false;
  CHECK_FALSE(is_serial(kTask, nullable, serial_sequence()));
  Column text = serial_column();
  text.type = "text";
  CHECK_FALSE(is_serial(kTask, text, serial_sequence()));
  Sequence cached = serial_sequence();
  cached.options.cache = 5;
  CHECK_FALSE(is_serial(kTask, serial_column(), cached));
  Sequence renamed = serial_sequence();
  renamed.name.name = "ids";
  CHECK_FALSE(is_serial(kTask, serial_column(), renamed));
  Sequence free = serial_sequence();
  free.owner.reset();
  CHECK_FALSE(is_serial(kTask, serial_column(), free));
}
