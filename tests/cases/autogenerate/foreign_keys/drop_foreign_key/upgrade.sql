-- deed:upgrade
ALTER TABLE pet DROP CONSTRAINT pet_owner_fkey;
