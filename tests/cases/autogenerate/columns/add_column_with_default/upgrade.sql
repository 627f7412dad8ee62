-- deed:upgrade
ALTER TABLE "user" ADD COLUMN locale text NOT NULL DEFAULT 'en'::text;
ALTER TABLE "user" ADD COLUMN since timestamp with time zone NOT NULL DEFAULT now();
