import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PasskeyAnswer } from '@yosegaki/contract'

/**
 * An authenticator in software, after W3C "Web Authentication, Level 3" (attestation "none", ES256): it answers as a browser
 * does, and lies where it is told to. It shares no code with the library that checks it.
 */
export type Lie = Partial<{
  origin: string
  rpId: string
  /** What the answer is for: `webauthn.create` or `webauthn.get`. */
  type: string
  challenge: string
  /** The number of signatures it claims to have made. */
  counter: number
  /** Its owner showed a finger or a PIN; was there at all. */
  verified: boolean
  present: boolean
  /** Signs with another key. */
  forged: boolean
}>

const UP = 0x01
const UV = 0x04
const AT = 0x40

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
/** CBOR: a text, and bytes, each shorter than 64 kB. */
const cborText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
const cborBytes = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0x59]), u16(bytes.length), bytes])

export function createSoftwarePasskey(site: { id: string; origin: string }) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  let counter = 0

  const authData = (lie: Lie, more: Uint8Array = Buffer.alloc(0)): Buffer => {
    const flags =
      ((lie.present ?? true) ? UP : 0) | ((lie.verified ?? true) ? UV : 0) | (more.length > 0 ? AT : 0)
    return Buffer.concat([
      sha256(lie.rpId ?? site.id),
      Buffer.from([flags]),
      u32(lie.counter ?? counter),
      more,
    ])
  }
  const clientData = (type: string, challenge: string, lie: Lie): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: lie.type ?? type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? site.origin,
        crossOrigin: false,
      }),
    )
  const answer = (response: Record<string, unknown>): PasskeyAnswer => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    response,
    clientExtensionResults: {},
  })

  return {
    /** As `navigator.credentials.create` answers. */
    make(challenge: string, lie: Lie = {}): PasskeyAnswer {
      const key = Buffer.concat([
        // COSE: an EC2 key (1: 2) for ES256 (3: -7) on P-256 (-1: 1), with x (-2) and y (-3).
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, 'base64url'),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, 'base64url'),
      ])
      const data = authData(lie, Buffer.concat([Buffer.alloc(16), u16(id.length), id, key]))
      const object = Buffer.concat([
        Buffer.from([0xa3]),
        ...[cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.from([0xa0])],
        ...[cborText('authData'), cborBytes(data)],
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge, lie).toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      })
    },

    /** As `navigator.credentials.get` answers; it counts its signatures. */
    show(challenge: string, lie: Lie = {}): PasskeyAnswer {
      counter = lie.counter ?? counter + 1
      const data = authData(lie)
      const said = clientData('webauthn.get', challenge, lie)
      const signature = sign(
        'sha256',
        Buffer.concat([data, sha256(said)]),
        lie.forged ? other.privateKey : privateKey,
      )
      return answer({
        clientDataJSON: said.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      })
    },
  }
}
