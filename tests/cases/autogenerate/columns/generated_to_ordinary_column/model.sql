CREATE TABLE line (amount integer NOT NULL, price integer NOT NULL, total integer DEFAULT 0);
CREATE INDEX line_total ON line (total);
