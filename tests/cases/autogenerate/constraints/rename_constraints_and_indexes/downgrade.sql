-- deed:downgrade
ALTER TABLE pet RENAME CONSTRAINT pet_owner_fkey TO boss;
ALTER TABLE pet RENAME CONSTRAINT pet_name_check TO c;
ALTER TABLE pet RENAME CONSTRAINT pet_pkey TO pk;
ALTER INDEX pet_name RENAME TO names;
