-- deed:upgrade
ALTER TABLE item DROP CONSTRAINT item_cost_check;

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE amounts RENAME TO amounts_replaced;

ALTER TABLE item ALTER COLUMN cost DROP DEFAULT;
DROP VIEW shown;
ALTER TABLE item DROP COLUMN doubled;

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE amount RENAME TO amount_replaced;

CREATE DOMAIN amount AS numeric DEFAULT 1
    CONSTRAINT amount_check CHECK ((VALUE > (0)::numeric));

CREATE DOMAIN amounts AS amount[];

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE item
    ALTER COLUMN cost TYPE amount USING cost::numeric::amount,
    ADD COLUMN doubled numeric GENERATED ALWAYS AS ((cost)::numeric * (2)::numeric) STORED,
    ALTER COLUMN cost SET DEFAULT 7,
    ALTER COLUMN more TYPE amount[] USING more::numeric[]::amount[],
    ALTER COLUMN was TYPE amounts USING was::text::amounts;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE item ADD CONSTRAINT item_cost_check CHECK ((cost)::numeric > (3)::numeric) NOT VALID;

COMMENT ON DOMAIN amount IS 'what it costs';
DROP FUNCTION of_price(price);

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE price RENAME TO price_replaced;

CREATE TYPE price AS (
    amount amount,
    currency text
);

ALTER TABLE item ALTER COLUMN price TYPE price USING price::text::price;

CREATE FUNCTION of_price(price)
 RETURNS text
 LANGUAGE sql
AS $function$SELECT $1.currency::text$function$;

CREATE VIEW shown AS
 SELECT item.id,
    item.cost,
    (item.price).currency AS currency
   FROM item;

COMMENT ON COLUMN price.currency IS 'in what';
GRANT USAGE ON TYPE price TO pg_monitor;
DROP TYPE amounts_replaced;
DROP TYPE price_replaced;
DROP TYPE amount_replaced;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE item VALIDATE CONSTRAINT item_cost_check;
