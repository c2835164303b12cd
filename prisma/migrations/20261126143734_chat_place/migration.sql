-- CreateTable
CREATE TABLE "ChatPlace" (
    "key" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "keptAt" BIGINT NOT NULL,

    CONSTRAINT "ChatPlace_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "ChatPlace_keptAt_idx" ON "ChatPlace"("keptAt");

-- What was kept among the settings until now.
INSERT INTO "ChatPlace" ("key", "place", "keptAt")
SELECT "key", "value", (extract(epoch FROM now()) * 1000)::BIGINT FROM "Setting" WHERE "key" LIKE 'youtube-place/%';
DELETE FROM "Setting" WHERE "key" LIKE 'youtube-place/%';
