CREATE SCHEMA "Über-Schema";
