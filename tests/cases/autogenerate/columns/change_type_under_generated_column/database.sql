CREATE TABLE line (amount integer NOT NULL, price integer NOT NULL, total integer GENERATED ALWAYS AS (amount * price) STORED);
CREATE INDEX line_total ON line (total);
COMMENT ON COLUMN line.total IS 'what it costs';
INSERT INTO line VALUES (2, 3);
