-- Keeps deed's tables out of the way of tools that propose to drop strange tables in `public`.
CREATE SCHEMA deed
