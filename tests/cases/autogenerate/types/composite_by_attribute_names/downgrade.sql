-- deed:downgrade
-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
-- Deletes the values of attribute further.
ALTER TYPE "Odd" RENAME TO "Odd_replaced";

CREATE TYPE "Odd" AS (
    "a b" integer,
    gone text
);

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
-- Deletes the values of attribute z.
ALTER TYPE place RENAME TO place_replaced;

CREATE TYPE place AS (
    x integer,
    y integer,
    label text
);

ALTER TABLE shop
    ALTER COLUMN at TYPE place USING CASE WHEN at IS DISTINCT FROM NULL THEN ROW((at).x, (at).y, (at).label)::text::place END,
    ALTER COLUMN odd TYPE "Odd" USING CASE WHEN odd IS DISTINCT FROM NULL THEN ROW((odd)."a b", NULL)::text::"Odd" END;

DROP TYPE "Odd_replaced";
DROP TYPE place_replaced;
