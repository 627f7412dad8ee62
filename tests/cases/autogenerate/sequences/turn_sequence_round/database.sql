CREATE SEQUENCE countdown;
SELECT nextval('countdown');
