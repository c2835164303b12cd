-- Of a house older than its own accounts (the next migration takes them over; where that has run, there is nothing to do):
-- whoever is banned has no password any more and owns nothing, and several roles are the highest that this house knows.
DO $$ BEGIN
  IF to_regclass('"User"') IS NOT NULL THEN
    UPDATE "User" SET "banned" = false WHERE "banExpires" < now();
    UPDATE "Account" SET "password" = NULL
      FROM "User" WHERE "Account"."userId" = "User"."id" AND "User"."banned";
    UPDATE "User" SET "role" = CASE
        WHEN 'owner' = ANY (string_to_array(replace("role", ' ', ''), ',')) AND "banned" IS NOT TRUE THEN 'owner'
        ELSE 'producer' END
      WHERE "role" NOT IN ('owner', 'producer') OR "banned";
  END IF;
END $$;
