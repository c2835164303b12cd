/**
 * A stand-in for the real server, for looking at the pages: `node dashboard/demo.ts` after a build. Nothing is stored.
 *   DEMO=live (default) | idle (no stream, no works) | fresh (no owner yet) | down (the API does not answer)
 *   DEMO_AT=60  seconds into the artwork      DEMO_HOLD=1  and held there      PORT=8010
 */
import { createServer } from 'node:http'
import {
  CONTROL_NAMESPACE,
  Command,
  ControlSnapshot,
  InvitationAccept,
  type InvitationSeen,
  type ObsView,
  OverlayLinkCreate,
  type OverlayLinkMade,
  PROTOCOL_VERSION,
  type SessionView,
  StreamStart,
  sectionChanges,
  type Text,
  type YoutubeSettings,
} from '@yosegaki/contract'
import express, { type Response } from 'express'
import { Server } from 'socket.io'
import { picture } from './demo/pictures.ts'
import { emptyStage, liveStage, PLANS, perform, RULES, viewOf, WORKS } from './demo/scripted-show.ts'

const mode = process.env.DEMO ?? 'live'
const port = Number(process.env.PORT ?? 8010)
const origin = `http://127.0.0.1:${port}`

let stage = mode === 'live' ? liveStage(Number(process.env.DEMO_AT ?? 0), Date.now()) : emptyStage
if (process.env.DEMO_HOLD === '1') stage = { ...stage, held: true }
const works = mode === 'live' ? WORKS : []
let owner: SessionView['user'] =
  mode === 'fresh' ? null : { id: 'owner', name: '花', email: 'hana@example.com', role: 'owner' }
let links: OverlayLinkMade[] =
  mode === 'live'
    ? [
        link('overlay', 'OBS'),
        link('rehearsal', 'リハーサル'),
        link('overlay', 'スタジオのとても長い名前のOBS'),
      ]
    : []

function link(kind: OverlayLinkMade['kind'], label: string): OverlayLinkMade {
  const id = crypto.randomUUID()
  const path = kind === 'overlay' ? 'stage' : 'rehearsal'
  return {
    id,
    label,
    kind,
    widgets: [],
    standing: false,
    url: `${origin}/overlay/${path}?token=${id}`,
    createdAt: Date.now(),
    revokedAt: null,
  }
}

const refuse = (response: Response, status: number, what: string, message: Text) =>
  response.status(status).json({ error: { what, message } })
const signedIn = (cookie: string | undefined) => owner !== null && /(^|; )demo=1/.test(cookie ?? '')
const signIn = (response: Response) => response.cookie('demo', '1', { httpOnly: true, sameSite: 'lax' })

const app = express()
app.use(express.json())
if (mode === 'down') app.use('/api', (_request, response) => void response.status(502).end('nobody home'))

app.get('/api/session', (request, response) => {
  const session: SessionView = {
    setupNeeded: owner === null,
    user: signedIn(request.headers.cookie) ? owner : null,
  }
  response.json(session)
})
app.post('/api/invitations/look', (_request, response) => {
  response.json({
    role: 'owner',
    account: null,
    expiresAt: Date.now() + 86_400_000,
    strong: false,
    totp: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/demo?secret=JBSWY3DPEHPK3PXP' },
    passkey: null,
  } satisfies InvitationSeen)
})
app.post('/api/invitations/accept', (request, response) => {
  const asked = InvitationAccept.safeParse(request.body)
  if (!asked.success || asked.data.token !== 'demo') {
    return refuse(response, 410, 'wrong-token', {
      ja: 'このリンクはもう使えません。起動した画面に表示された新しいリンクをひらいてください。',
      en: 'This link cannot be used any more. Open the new one printed at start.',
    })
  }
  const { name = '', email = null } = asked.data
  owner = { id: 'owner', name, email, role: 'owner' }
  return signIn(response).json({ ok: true })
})
app.post('/api/sign-in/password', (request, response) =>
  request.body?.password === 'wrong password'
    ? refuse(response, 401, 'no-match', { ja: '違うようです。', en: 'These do not match.' })
    : signIn(response).json({ ok: true }),
)
app.post('/api/sign-out', (_request, response) => response.clearCookie('demo').json({ ok: true }))
app.get('/api/show', (_request, response) => {
  const { sources: _sources, lines: _lines, commands: _commands, ...show } = viewOf(stage, Date.now())
  response.json(show)
})
app.get('/api/works', (request, response) => {
  const before = Number(request.query.before ?? Number.POSITIVE_INFINITY)
  response.json(works.filter((work) => work.number < before).slice(0, Number(request.query.limit ?? 24)))
})
app.get('/api/works/:id', (request, response) => {
  const work = works.find(({ id }) => id === request.params.id)
  return work
    ? response.json(work)
    : refuse(response, 404, 'not-found', { ja: 'ありません', en: 'Not found' })
})
app.get('/frames/:artwork/:name', async (request, response) => {
  const [seed, step] = (request.params.name.match(/\d+/g) ?? []).map(Number)
  response.type('webp').send(await picture(seed ?? 0, Math.min(1, (step ?? 0) / 48), 'webp'))
})
app.get('/pictures/:name', async (request, response) => {
  const format = request.params.name.endsWith('.png') ? 'png' : 'webp'
  const number = Number(request.params.name.match(/\d+/)?.[0] ?? 0)
  response.type(format).send(await picture(number, 1, format))
})

app.use('/api', (request, response, next) => {
  if (signedIn(request.headers.cookie)) return next()
  return refuse(response, 401, 'signed-out', { ja: 'ログインしてください。', en: 'Please sign in.' })
})
app.get('/api/plans', (_request, response) => void response.json(PLANS))
app.get('/api/overlay-tokens', (_request, response) => void response.json(links))
app.post('/api/overlay-tokens', (request, response) => {
  const asked = OverlayLinkCreate.parse(request.body)
  const made = link(asked.kind, asked.label)
  links = [made, ...links]
  response.json(made)
})
app.delete('/api/overlay-tokens/:id', (request, response) => {
  links = links.map((each) => (each.id === request.params.id ? { ...each, revokedAt: Date.now() } : each))
  response.json({ ok: true })
})
app.get('/api/house-rules', (_request, response) => void response.json(RULES))
app.get('/api/last-settings', (_request, response) => void response.json(null))
app.get('/api/youtube', (_request, response) => {
  response.json({
    account: viewOf(stage, Date.now()).youtube,
    callback: `${origin}/api/youtube/callback`,
  } satisfies YoutubeSettings)
})
app.post(
  ['/api/house-rules/:list', '/api/moderation/:act', '/api/fan-works/:id/stance'],
  (_request, response) => void response.json({ ok: true }),
)
app.get('/api/obs', (_request, response) => {
  response.json({ address: 'ws://127.0.0.1:4455', hasPassword: true } satisfies ObsView)
})
app.post(['/api/obs', '/api/overlays/reload', '/api/overlays/presets'], (_request, response) => {
  response.json({ ok: true })
})
app.post('/api/obs/add', (_request, response) =>
  refuse(response, 409, 'not-now', { ja: 'ここにはOBSがありません。', en: 'There is no OBS here.' }),
)
app.post('/api/overlays/blank', (request, response) => {
  stage = { ...stage, blank: request.body.on === true }
  tell()
  response.json({ ok: true })
})
app.post('/api/commands/:command', (request, response) => {
  const command = Command.safeParse(request.params.command)
  if (!command.success || !viewOf(stage, Date.now()).commands.includes(command.data)) {
    return refuse(response, 409, 'not-now', {
      ja: 'いまはできません。画面の様子を確かめて、もう一度どうぞ。',
      en: 'Not possible right now. Look at how things are, then try again.',
    })
  }
  const body: unknown = command.data === 'stream:start' ? StreamStart.parse(request.body) : request.body
  if (command.data === 'stream:start' && (body as StreamStart).title === 'fail') {
    return refuse(response, 400, 'youtube-key', {
      ja: 'YouTubeの鍵が正しくありません。YOUTUBE_API_KEY を確かめてから、もう一度始めてください。',
      en: 'The YouTube key is not right. Check YOUTUBE_API_KEY, then start again.',
    })
  }
  stage = perform(stage, command.data, body, Date.now())
  tell()
  return response.json({ ok: true })
})

const server = createServer(app)
const control = new Server(server).of(CONTROL_NAMESPACE)
control.use((socket, next) =>
  next(signedIn(socket.handshake.headers.cookie) ? undefined : new Error('signed out')),
)

let seq = 1
let view = viewOf(stage, Date.now())
const snapshot = () => ControlSnapshot.parse({ protocol: PROTOCOL_VERSION, seq, at: Date.now(), view })
control.on('connection', (socket) => {
  socket.emit('control:snapshot', snapshot())
  socket.on('control:resync', () => socket.emit('control:snapshot', snapshot()))
})
function tell(): void {
  const next = viewOf(stage, Date.now())
  const changes = sectionChanges(view, next)
  view = next
  if (changes !== null) control.emit('control:changed', { seq: ++seq, at: Date.now(), changes })
}
setInterval(() => {
  if (stage.at !== null && !stage.held && !stage.abandoned) stage = { ...stage, at: stage.at + 0.5 }
  tell()
}, 500)

// As the real server must: kit learns the scheme from this header, and nobody outside may say it for us.
process.env.PROTOCOL_HEADER = 'x-forwarded-proto'
const { handler } = (await import(new URL('./build/handler.js', import.meta.url).href)) as {
  handler: express.RequestHandler
}
app.use((request, response, next) => {
  request.headers['x-forwarded-proto'] = request.protocol
  handler(request, response, next)
})
server.listen(port, () => console.warn(`${origin}  (${mode})  set-up: ${origin}/setup?token=demo`))
