ALTER TABLE "Checkpoint" ADD COLUMN "take" INTEGER NOT NULL DEFAULT 0;
-- Of an artwork under way: as many takes as rounds had been begun again when it was stored.
UPDATE "Checkpoint" SET "take" = (
    SELECT count(*) FROM "ArtworkEvent"
    WHERE "ArtworkEvent"."artworkId" = "Checkpoint"."artworkId"
      AND "ArtworkEvent"."type" = 'round-redone'
      AND "ArtworkEvent"."seq" < "Checkpoint"."seq"
);
ALTER TABLE "Checkpoint" DROP CONSTRAINT "Checkpoint_pkey",
ADD CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("artworkId", "step", "take");
