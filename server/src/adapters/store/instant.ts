/** Epoch milliseconds as the database keeps them (`bigint`), or null. */
export const toInstant = (millis: number | null): bigint | null => (millis === null ? null : BigInt(millis))

/** Back to a number: exact until the year 287396. */
export const fromInstant = (stored: bigint | null): number | null => (stored === null ? null : Number(stored))
