-- deed:upgrade
-- Nobody can write into the table while the index is built.
CREATE INDEX user_email ON "user" (email);
