-- deed:downgrade
ALTER TABLE "user" DROP COLUMN email_key;
