import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export type Seal = ReturnType<typeof createSeal>

/** Locks small secrets away before they are stored, so that a copy of the database alone tells none of them (AES-256-GCM). */
export function createSeal(secret: string) {
  const key = createHash('sha256').update(secret).digest()
  return {
    close(text: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    /** Null where it was not closed with this secret. */
    open(sealed: string): string | null {
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
