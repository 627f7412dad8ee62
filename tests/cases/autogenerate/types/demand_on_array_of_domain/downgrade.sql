-- deed:downgrade
ALTER DOMAIN name_of DROP CONSTRAINT name_of_check;
ALTER DOMAIN name_of DROP NOT NULL;
