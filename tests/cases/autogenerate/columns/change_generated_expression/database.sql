CREATE TABLE line (amount integer NOT NULL, price integer NOT NULL, total integer GENERATED ALWAYS AS (amount * price) STORED);
INSERT INTO line VALUES (2, 3);
