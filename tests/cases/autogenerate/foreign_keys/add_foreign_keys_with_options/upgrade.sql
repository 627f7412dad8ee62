-- deed:upgrade
ALTER TABLE ticket ADD CONSTRAINT later FOREIGN KEY (swap_row, number) REFERENCES seat ("row", number) NOT VALID;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE ticket
    ADD CONSTRAINT on_seat FOREIGN KEY ("row", number) REFERENCES seat ("row", number) MATCH FULL ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE ticket
    ADD CONSTRAINT swaps FOREIGN KEY (swap_row, swap_number) REFERENCES seat ("row", number) ON UPDATE SET DEFAULT ON DELETE SET NULL (swap_number) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE ticket VALIDATE CONSTRAINT on_seat;
ALTER TABLE ticket VALIDATE CONSTRAINT swaps;
