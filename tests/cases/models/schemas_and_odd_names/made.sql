CREATE SCHEMA billing;
CREATE SCHEMA "Odd Schema";
CREATE TYPE billing.state AS ENUM ('a');
CREATE TYPE "Odd Schema"."user.enum" AS ENUM ('x.y', 'ü');
CREATE SEQUENCE "Odd Schema".numbers;
CREATE TABLE "Odd Schema"."user.table" (
    "Id" bigint,
    "select" billing.state,
    folded "Odd Schema"."user.enum",
    PRIMARY KEY ("Id"),
    CONSTRAINT "a ""quoted"" check" CHECK ("Id" > 0
  AND "select" IS NOT NULL)
);
CREATE INDEX "Odd index" ON "Odd Schema"."user.table" ("select", folded);
CREATE TABLE "order" (
    "user" bigint
);
ALTER SEQUENCE "Odd Schema".numbers OWNED BY "Odd Schema"."user.table"."Id";
ALTER TABLE "order" ADD FOREIGN KEY ("user") REFERENCES "Odd Schema"."user.table" ("Id");
