CREATE TABLE seat (row integer, number integer, PRIMARY KEY (row, number));
CREATE TABLE ticket (row integer, number integer, swap_row integer, swap_number integer);
