-- deed:upgrade
CREATE TYPE "Über-Schema"."Select" AS ENUM ('"', '''', 'ü');

CREATE TABLE "Über-Schema"."order" (
    "Id ""quoted"" x" bigserial,
    "user" "Über-Schema"."Select" DEFAULT 'ü'::"Über-Schema"."Select",
    "CamelCase" text,
    a_very_long_name_that_nearly_fills_all_the_room_there_is_for_it serial,
    CONSTRAINT order_pkey PRIMARY KEY ("Id ""quoted"" x"),
    CONSTRAINT "order_CamelCase_key" UNIQUE ("CamelCase"),
    CONSTRAINT "order_CamelCase_check" CHECK ("CamelCase" <> '-- deed:upgrade'::text)
);

CREATE INDEX "order by" ON "Über-Schema"."order" (lower("CamelCase"));
COMMENT ON COLUMN "Über-Schema"."order"."user" IS '-- deed:downgrade';

CREATE TABLE "table" (
    "order" bigint
);

ALTER TABLE "table"
    ADD CONSTRAINT table_order_fkey FOREIGN KEY ("order") REFERENCES "Über-Schema"."order" ("Id ""quoted"" x");
