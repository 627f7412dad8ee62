-- deed:upgrade
-- Reads the whole table; nobody can write into either table meanwhile.
ALTER TABLE session ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE CASCADE;
