-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT born;
ALTER TABLE pet VALIDATE CONSTRAINT known_owner;
