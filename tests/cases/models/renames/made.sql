CREATE TABLE account (
    id bigint,
    mail text
);
