-- deed:upgrade
-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
-- Deletes the values of attribute gone.
ALTER TYPE "Odd" RENAME TO "Odd_replaced";

CREATE TYPE "Odd" AS (
    further date,
    "a b" bigint
);

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE place RENAME TO place_replaced;

CREATE TYPE place AS (
    y integer,
    x bigint,
    label character varying(20),
    z integer
);

ALTER TABLE shop
    ALTER COLUMN at TYPE place USING CASE WHEN at IS DISTINCT FROM NULL THEN ROW((at).y, (at).x, (at).label, NULL)::text::place END,
    ALTER COLUMN odd TYPE "Odd" USING CASE WHEN odd IS DISTINCT FROM NULL THEN ROW(NULL, (odd)."a b")::text::"Odd" END;

DROP TYPE "Odd_replaced";
DROP TYPE place_replaced;
