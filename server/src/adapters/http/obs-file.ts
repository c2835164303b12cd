import { Widget } from '@yosegaki/contract'

/** What a token is made of: nothing that could end a string or a tag. */
const TOKEN = /^[\w.-]{1,200}$/

/**
 * A small page to keep on the disk of the machine OBS runs on ("Local file" of a browser source). OBS does not try again when a
 * page's server is not up yet; this page does, once a second, and then hands over to the overlay. From a file nothing of an answer can be
 * read but whether it is a picture: the house's own mark is, what a proxy says in its place is not. Null for what cannot be a widget or a
 * token.
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
function knock() {
  const mark = new Image()
  const again = (ms) => setTimeout(() => { mark.onerror = null; knock() }, ms)
  const unanswered = again(10000)
  mark.onload = () => location.replace(overlay)
  mark.onerror = () => { clearTimeout(unanswered); again(1000) }
  mark.src = new URL('/mark.svg?' + Date.now(), overlay)
}
knock()
</script>
</html>
`
}
