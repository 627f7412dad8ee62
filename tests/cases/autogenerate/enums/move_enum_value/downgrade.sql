-- deed:downgrade
ALTER TABLE stock DROP CONSTRAINT stock_id_size_fkey;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
ALTER TYPE size RENAME TO size_replaced;

CREATE TYPE size AS ENUM ('small', 'large', 'medium');
ALTER TABLE shirt ALTER COLUMN size TYPE size USING size::text::size;
ALTER TABLE stock ALTER COLUMN size TYPE size USING size::text::size;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE stock ADD CONSTRAINT stock_id_size_fkey FOREIGN KEY (id, size) REFERENCES shirt (id, size) NOT VALID;

DROP TYPE size_replaced;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE stock VALIDATE CONSTRAINT stock_id_size_fkey;
