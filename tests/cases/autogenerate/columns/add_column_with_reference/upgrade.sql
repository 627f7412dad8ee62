-- deed:upgrade
ALTER TABLE "user" ADD COLUMN team_id integer;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE "user" ADD CONSTRAINT user_team_id_fkey FOREIGN KEY (team_id) REFERENCES team (id) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE "user" VALIDATE CONSTRAINT user_team_id_fkey;
