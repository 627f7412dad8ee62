CREATE TYPE invoice_state AS ENUM ('open', 'paid', 'it''s void');
CREATE SEQUENCE invoice_numbers INCREMENT BY 2 MINVALUE 100 MAXVALUE 1000000 START WITH 1000 CACHE 10 CYCLE;
CREATE SEQUENCE countdown AS smallint INCREMENT BY -1;
CREATE TABLE invoice (
    number bigint DEFAULT (nextval('invoice_numbers')),
    state invoice_state DEFAULT ('open') NOT NULL,
    earlier invoice_state[],
    PRIMARY KEY (number)
);
ALTER SEQUENCE invoice_numbers OWNED BY invoice.number;
