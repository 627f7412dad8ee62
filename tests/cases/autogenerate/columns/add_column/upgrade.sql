-- deed:upgrade
ALTER TABLE "user" ADD COLUMN last_login timestamp with time zone;
