CREATE TABLE seat (row integer, number integer, PRIMARY KEY (row, number));
CREATE TABLE ticket (
    row integer,
    number integer,
    swap_row integer,
    swap_number integer,
    CONSTRAINT on_seat FOREIGN KEY (row, number) REFERENCES seat MATCH FULL ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT swaps FOREIGN KEY (swap_row, swap_number) REFERENCES seat ON UPDATE SET DEFAULT ON DELETE SET NULL (swap_number)
);
ALTER TABLE ticket ADD CONSTRAINT later FOREIGN KEY (swap_row, number) REFERENCES seat NOT VALID;
