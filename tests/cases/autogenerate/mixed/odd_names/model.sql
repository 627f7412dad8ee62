CREATE SCHEMA "Über-Schema";
CREATE TYPE "Über-Schema"."Select" AS ENUM ('"', '''', 'ü');
CREATE TABLE "Über-Schema"."order" (
    "Id ""quoted"" x" bigserial PRIMARY KEY,
    "user" "Über-Schema"."Select" DEFAULT 'ü',
    "CamelCase" text UNIQUE CHECK ("CamelCase" <> '-- deed:upgrade'),
    a_very_long_name_that_nearly_fills_all_the_room_there_is_for_it serial
);
CREATE INDEX "order by" ON "Über-Schema"."order" (lower("CamelCase"));
CREATE TABLE "table" ("order" bigint REFERENCES "Über-Schema"."order");
COMMENT ON COLUMN "Über-Schema"."order"."user" IS '-- deed:downgrade';
