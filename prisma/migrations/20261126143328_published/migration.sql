-- CreateTable
CREATE TABLE "Announcement" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "url" TEXT,
    "state" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "changedAt" BIGINT NOT NULL,
    "sentUrl" TEXT,
    "reason" JSON,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlannedStream" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "startsAt" BIGINT NOT NULL,
    "minutes" INTEGER,
    "note" TEXT NOT NULL,
    "watchUrl" TEXT,
    "planId" TEXT,

    CONSTRAINT "PlannedStream_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Announcement_createdAt_idx" ON "Announcement"("createdAt");

-- CreateIndex
CREATE INDEX "PlannedStream_startsAt_idx" ON "PlannedStream"("startsAt");
