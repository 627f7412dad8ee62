-- deed:renamed-from "User"
CREATE TABLE account (
  id bigint,
  -- deed:renamed-from email
  mail text
);
