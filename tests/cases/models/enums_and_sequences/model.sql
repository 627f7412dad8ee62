CREATE TYPE invoice_state AS ENUM ('open', 'paid', 'it''s void');
CREATE SEQUENCE invoice_numbers START 1000 INCREMENT 2 MINVALUE 100 MAXVALUE 1000000 CACHE 10 CYCLE;
CREATE SEQUENCE countdown AS smallint INCREMENT -1;
CREATE TABLE invoice (
  number bigint PRIMARY KEY DEFAULT nextval('invoice_numbers'),
  state invoice_state NOT NULL DEFAULT 'open',
  earlier invoice_state[]
);
ALTER SEQUENCE invoice_numbers OWNED BY invoice.number;
