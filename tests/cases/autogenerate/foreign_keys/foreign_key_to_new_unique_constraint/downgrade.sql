-- deed:downgrade
ALTER TABLE pet DROP CONSTRAINT pet_tag_fkey;
ALTER TABLE owner DROP CONSTRAINT owner_tag_key;
