-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE "table";
DROP TABLE "Über-Schema"."order";

DROP TYPE "Über-Schema"."Select";
