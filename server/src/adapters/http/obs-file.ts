import { Widget } from '@yosegaki/contract'

/** What a token is made of: nothing that could end a string or a tag. */
const TOKEN = /^[\w.-]{1,200}$/

/**
 * A small page to keep on the disk of the machine OBS runs on ("Local file" of a browser source). OBS does not try again when a
 * page's server is not up yet; this page does, once a second, and then hands over to the overlay. Null for what cannot be a
 * widget or a token.
 */
export function obsFile(publicUrl: string, widget: unknown, token: unknown): string | null {
  const page = Widget.safeParse(widget)
  if (!page.success || typeof token !== 'string' || !TOKEN.test(token)) return null
  const overlay = JSON.stringify(`${publicUrl}/overlay/${page.data}?token=${token}`).replaceAll(
    '<',
    '\\u003c',
  )
  return `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<title>寄せ描き Yosegaki</title>
<style>html { background: transparent }</style>
<script>
const overlay = ${overlay}
const knock = () => fetch(new URL('/healthz', overlay), { mode: 'no-cors' }).then(() => location.replace(overlay), () => setTimeout(knock, 1000))
knock()
</script>
</html>
`
}
