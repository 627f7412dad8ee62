CREATE TABLE line (amount integer NOT NULL, price integer NOT NULL, total integer GENERATED ALWAYS AS (amount * price + 1) STORED);
