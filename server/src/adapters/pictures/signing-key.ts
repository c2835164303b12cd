import { createPrivateKey, type KeyObject, sign, webcrypto } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { CoseAlgorithmIdentifier, type Signer } from '@trustnxt/c2pa-ts/cose'

/** What C2PA asks of a signing key that ours, or a bought one in its place, may be. */
const ALGORITHMS: Record<string, { cose: CoseAlgorithmIdentifier; digest: string | null }> = {
  prime256v1: { cose: CoseAlgorithmIdentifier.ES256, digest: 'sha256' },
  secp384r1: { cose: CoseAlgorithmIdentifier.ES384, digest: 'sha384' },
  ed25519: { cose: CoseAlgorithmIdentifier.Ed25519, digest: null },
}

/**
 * The key that signs this house's pictures, and its certificates, kept in `dataDir/signing`: `key.pem` (PKCS #8) and
 * `certificates.pem` (the signing one first). Made once where they are missing. Whoever buys a certificate puts it there.
 * @throws Error with what is wrong with the files.
 */
export async function loadSigner(dataDir: string): Promise<Signer> {
  const folder = join(dataDir, 'signing')
  const files = [join(folder, 'key.pem'), join(folder, 'certificates.pem')] as const
  const read = () => Promise.all(files.map((file) => readFile(file, 'utf8')))
  const kept = await read().catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (kept === null) await makeFolder(dataDir, folder)
  const [keyPem = '', certificatesPem = ''] = kept ?? (await read())
  try {
    return signerOf(createPrivateKey(keyPem), certificatesPem)
  } catch (error) {
    throw new Error(`pictures cannot be signed with what is in ${folder}: ${messageOf(error)}`)
  }
}

function signerOf(key: KeyObject, certificatesPem: string): Signer {
  const [certificate, ...chainCertificates] = PemConverter.decode(certificatesPem).map(
    (bytes) => new X509Certificate(bytes),
  )
  const kind = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? 'unknown'
  const algorithm = ALGORITHMS[kind]
  if (certificate === undefined) throw new Error('certificates.pem holds no certificate')
  if (algorithm === undefined) throw new Error(`a ${kind} key; C2PA wants P-256, P-384 or Ed25519`)
  return {
    certificate,
    chainCertificates,
    algorithm: algorithm.cose,
    // COSE wants r and s side by side; OpenSSL's own way is DER.
    sign: async (payload) =>
      new Uint8Array(sign(algorithm.digest, payload, { key, dsaEncoding: 'ieee-p1363' })),
  }
}

/** Written aside and moved in whole, so that a crash leaves no key without its certificate. */
async function makeFolder(dataDir: string, folder: string): Promise<void> {
  const made = await makeCertificates()
  const aside = `${folder}.part`
  await mkdir(aside, { recursive: true, mode: 0o700 })
  await writeFile(join(aside, 'key.pem'), made.key, { mode: 0o600 })
  await writeFile(join(aside, 'certificates.pem'), made.certificates)
  await mkdir(dataDir, { recursive: true })
  await rename(aside, folder)
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const YEARS = 20

/**
 * A certificate for the house, issued by an authority made for nothing else, whose key is thrown away: C2PA allows no
 * self-signed signing certificate. It proves that nothing was changed since, not who the house is.
 */
async function makeCertificates(): Promise<{ key: string; certificates: string }> {
  cryptoProvider.set(webcrypto as Crypto)
  const newKeys = () =>
    webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
  const [authorityKeys, keys] = await Promise.all([newKeys(), newKeys()])
  // A clock that is a little ahead must not make the first signature too early.
  const notBefore = new Date(Date.now() - 24 * 60 * 60 * 1000)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS)
  const common = { notBefore, notAfter, signingAlgorithm: CURVE }
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...common,
    serialNumber: '01',
    name: 'CN=A Yosegaki house (authority), O=Yosegaki',
    keys: authorityKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  })
  const certificate = await X509CertificateGenerator.create({
    ...common,
    serialNumber: '02',
    subject: 'CN=A Yosegaki house, O=Yosegaki',
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.emailProtection]),
      await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    key: PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    certificates: `${certificate.toString('pem')}\n${authority.toString('pem')}\n`,
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
