CREATE SCHEMA billing;
CREATE SCHEMA "Odd Schema";
CREATE TYPE billing.state AS ENUM ('a');
CREATE TYPE "Odd Schema"."user.enum" AS ENUM ('x.y', 'ü');
CREATE TABLE "Odd Schema"."user.table" (
  "Id" bigint PRIMARY KEY,
  "select" billing.state,
  folded "Odd Schema"."user.enum",
  CONSTRAINT "a ""quoted"" check" CHECK ("Id" > 0 AND "select" IS NOT NULL)
);
CREATE INDEX "Odd index" ON "Odd Schema"."user.table" ("select", folded);
CREATE SEQUENCE "Odd Schema".numbers OWNED BY "Odd Schema"."user.table"."Id";
CREATE TABLE "order" ("user" bigint REFERENCES "Odd Schema"."user.table");
