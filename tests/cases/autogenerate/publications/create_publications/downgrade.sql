-- deed:downgrade
DROP PUBLICATION "New rows";
DROP PUBLICATION everything;
DROP PUBLICATION feed;
DROP PUBLICATION nothing;
DROP PUBLICATION shops;

-- Deletes the table with its rows.
DROP TABLE child;
DROP TABLE event_2026;
DROP TABLE event;
DROP TABLE parent;
DROP TABLE shop."Odd table";
DROP TABLE shop.customer;

DROP SCHEMA shop;
