-- CreateTable
CREATE TABLE "Heard" (
    "streamId" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "entries" JSON NOT NULL,

    CONSTRAINT "Heard_pkey" PRIMARY KEY ("streamId","from")
);
