-- Accounts become the house's own: people and their passwords stay, sessions begin anew.
ALTER TABLE "User" ADD COLUMN "passwordHash" TEXT;
UPDATE "User" SET "passwordHash" = 'scrypt$16384$16$1$' || replace("Account"."password", ':', '$')
  FROM "Account" WHERE "Account"."userId" = "User"."id" AND "Account"."providerId" = 'credential';
DROP TABLE "Session";
DROP TABLE "Account";
DROP TABLE "Verification";

ALTER TABLE "User" RENAME TO "Account";
ALTER TABLE "Account" RENAME CONSTRAINT "User_pkey" TO "Account_pkey";
ALTER INDEX "User_email_key" RENAME TO "Account_email_key";
UPDATE "Account" SET "role" = 'producer' WHERE "role" IS NULL;
ALTER TABLE "Account"
  DROP COLUMN "emailVerified",
  DROP COLUMN "image",
  DROP COLUMN "updatedAt",
  DROP COLUMN "banned",
  DROP COLUMN "banReason",
  DROP COLUMN "banExpires",
  ADD COLUMN "totpSecret" TEXT,
  ADD COLUMN "totpStep" INTEGER,
  ADD COLUMN "closedAt" BIGINT,
  ALTER COLUMN "email" DROP NOT NULL,
  ALTER COLUMN "role" SET NOT NULL,
  ALTER COLUMN "createdAt" DROP DEFAULT,
  ALTER COLUMN "createdAt" TYPE BIGINT USING (extract(epoch FROM "createdAt") * 1000)::bigint;

CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "seenAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "agent" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Passkey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" JSON NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "usedAt" BIGINT,

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Passkey_accountId_idx" ON "Passkey"("accountId");
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Identity" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("provider","subject")
);
CREATE INDEX "Identity_accountId_idx" ON "Identity"("accountId");
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "accountId" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "AuditEntry" (
    "number" SERIAL NOT NULL,
    "at" BIGINT NOT NULL,
    "accountId" TEXT,
    "who" TEXT NOT NULL,
    "role" TEXT,
    "door" TEXT NOT NULL,
    "what" JSON NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("number")
);

ALTER TABLE "OverlayLink" ADD COLUMN "tokenHash" TEXT,
ADD COLUMN "standing" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "widgets" JSON NOT NULL DEFAULT '[]';
UPDATE "OverlayLink" SET "standing" = true;
CREATE UNIQUE INDEX "OverlayLink_tokenHash_key" ON "OverlayLink"("tokenHash");
