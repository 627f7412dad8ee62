CREATE TABLE line (amount integer NOT NULL, price bigint NOT NULL, total bigint GENERATED ALWAYS AS (amount * price) STORED);
CREATE INDEX line_total ON line (total);
COMMENT ON COLUMN line.total IS 'what it costs';
