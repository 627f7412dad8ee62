-- deed:downgrade
ALTER TABLE pet ALTER CONSTRAINT pet_owner_fkey NOT DEFERRABLE;
