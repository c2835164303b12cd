ALTER TABLE "AuditEntry" ADD COLUMN "settled" JSON;
