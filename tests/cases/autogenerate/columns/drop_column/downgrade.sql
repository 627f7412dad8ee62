-- deed:downgrade
ALTER TABLE "user" ADD COLUMN nickname text DEFAULT 'none'::text;
