-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY item_pkey_new ON item (id) INCLUDE (name);

-- deed:upgrade
CREATE OR REPLACE VIEW counted_other AS
 SELECT other.id,
    other.name,
    count(*) AS n
   FROM other
  GROUP BY other.id, other.name;

ALTER TABLE other DROP CONSTRAINT other_pkey;
DROP VIEW above;
DROP VIEW counted;
ALTER TABLE item DROP CONSTRAINT item_pkey;
ALTER TABLE item ADD CONSTRAINT item_pkey PRIMARY KEY USING INDEX item_pkey_new;

CREATE VIEW counted AS
 SELECT item.id,
    item.name,
    count(*) AS n
   FROM item
  GROUP BY item.id;

CREATE VIEW above AS
 SELECT counted.n
   FROM counted;
