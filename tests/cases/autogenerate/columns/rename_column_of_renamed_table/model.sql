-- deed:renamed-from customer
CREATE TABLE client (
    id integer,
    -- deed:renamed-from mail
    email text NOT NULL
);
