/** What a token is made of: nothing that could end a string or a tag. */
const TOKEN = /^[\w.-]{1,200}$/

/**
 * A small page to keep on the disk of the machine OBS runs on ("Local file" of a browser source). OBS does not try again when a
 * page's server is not up yet; this page does, every two seconds, and then hands over to the stage. Null for a token that
 * cannot be one.
 */
export function obsFile(publicUrl: string, token: unknown): string | null {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null
  const stage = JSON.stringify(`${publicUrl}/overlay/stage?token=${token}`).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<title>寄せ描き Yosegaki</title>
<style>html { background: transparent }</style>
<script>
const stage = ${stage}
const knock = () => fetch(new URL('/healthz', stage), { mode: 'no-cors' }).then(() => location.replace(stage), () => setTimeout(knock, 2000))
knock()
</script>
</html>
`
}
