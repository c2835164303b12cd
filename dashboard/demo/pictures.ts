import sharp from 'sharp'

/** Pictures for looking at the pages: simple scenes with uneven edges, and how they look while coming into being. */
const SCENES = [
  {
    sky: ['#f6d7a7', '#e98f6b'],
    shapes: `<circle cx="356" cy="190" r="70" fill="#fff2c9"/><path d="M0 350 130 180l96 120 90-150 196 210v152H0Z" fill="#4a5f7d"/><path d="M0 420q140-70 260-20t252-30v142H0Z" fill="#2c3f55"/>`,
  },
  {
    sky: ['#f3ead6', '#e2cfa6'],
    shapes: `<path d="M0 360h512v152H0Z" fill="#a9774a"/><path d="M256 160c70-50 150 0 140 100s-70 150-140 130c-70 20-130-30-140-130s70-150 140-100Z" fill="#c8402f"/><path d="M256 165q0-50 34-76" stroke="#5b3a22" stroke-width="14" fill="none" stroke-linecap="round"/><path d="M276 120q50-50 100-20-40 50-100 20Z" fill="#6b8e4e"/><ellipse cx="200" cy="240" rx="26" ry="48" fill="#e58a73" opacity=".7"/>`,
  },
  {
    sky: ['#cfe3ee', '#8fb9d6'],
    shapes: `<path d="M0 330q60-30 128 0t128 0 128 0 128 0v182H0Z" fill="#3d6d93"/><path d="M120 320h270q-30 80-90 84H210q-60-4-90-84Z" fill="#8a4b2d"/><path d="M262 310V90l120 190Z" fill="#fbf3e0"/><path d="M248 310V130L160 290Z" fill="#f1d9a9"/>`,
  },
  {
    sky: ['#20304f', '#51698f'],
    shapes: `<circle cx="130" cy="120" r="52" fill="#f8edc4"/><path d="M0 400h512v112H0Z" fill="#16213a"/><path d="M210 420c-30-120 10-190 80-190s110 70 80 190Z" fill="#e0a44f"/><path d="M222 260 216 180l56 44ZM362 260l6-80-56 44Z" fill="#e0a44f"/><circle cx="262" cy="290" r="10" fill="#20304f"/><circle cx="322" cy="290" r="10" fill="#20304f"/><path d="M282 318h20l-10 12Z" fill="#8a3b2a"/>`,
  },
  {
    sky: ['#eaf0d8', '#c4d7a0'],
    shapes: `<path d="M256 512V270" stroke="#4e6b37" stroke-width="18"/><path d="M256 420q-90-10-110-80 90 0 110 80Zm0-40q80-10 104-70-90-10-104 70Z" fill="#6b8e4e"/><g fill="#e8a917"><ellipse cx="256" cy="120" rx="44" ry="76"/><ellipse cx="256" cy="280" rx="44" ry="76"/><ellipse cx="176" cy="200" rx="76" ry="44"/><ellipse cx="336" cy="200" rx="76" ry="44"/></g><circle cx="256" cy="200" r="54" fill="#8a4b2d"/>`,
  },
] as const

const drawing = (seed: number): string => {
  const scene = SCENES[seed % SCENES.length] ?? SCENES[0]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">
    <defs>
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="${scene.sky[0]}"/><stop offset="1" stop-color="${scene.sky[1]}"/></linearGradient>
      <filter id="hand" x="-20%" y="-20%" width="140%" height="140%"><feTurbulence baseFrequency=".018" numOctaves="4" seed="${seed % 97}"/><feDisplacementMap in="SourceGraphic" scale="26"/></filter>
    </defs>
    <rect width="512" height="512" fill="url(#sky)"/>
    <g filter="url(#hand)"><rect x="-90" y="-90" width="692" height="692" fill="url(#sky)"/>${scene.shapes}</g>
  </svg>`
}

/** The picture `seed` gives when a part `done` (0..1) of its steps is painted. */
export function picture(seed: number, done: number, format: 'webp' | 'png'): Promise<Buffer> {
  const name = `${seed}-${done}.${format}`
  const known = painted.get(name) ?? paint(seed, done, format)
  painted.set(name, known)
  return known
}

const painted = new Map<string, Promise<Buffer>>()

/** Drawing the uneven edges takes a second; every frame of a picture starts from the same drawing. */
const drawn = new Map<number, Promise<Buffer>>()

function draw(seed: number): Promise<Buffer> {
  const known =
    drawn.get(seed) ??
    sharp(Buffer.from(drawing(seed)))
      .removeAlpha()
      .png()
      .toBuffer()
  drawn.set(seed, known)
  return known
}

async function paint(seed: number, done: number, format: 'webp' | 'png'): Promise<Buffer> {
  const image = sharp(await draw(seed))
  if (done >= 1) return image.toFormat(format).toBuffer()
  return image
    .blur(0.3 + 46 * (1 - done) ** 2)
    .modulate({ saturation: 0.4 + 0.6 * done })
    .toFormat(format)
    .toBuffer()
}
