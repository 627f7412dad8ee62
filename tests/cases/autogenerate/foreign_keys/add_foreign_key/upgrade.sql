-- deed:upgrade
-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE session
    ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE CASCADE NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE session VALIDATE CONSTRAINT session_user_id_fkey;
