-- deed:downgrade
DROP VIEW shown;

CREATE TABLE shown (
    id integer
);
