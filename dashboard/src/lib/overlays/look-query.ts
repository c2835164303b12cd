/** A look as the rest of an overlay's address: what is left open is left out. Colours go without their `#`. */
export function lookQuery(look: Readonly<Record<string, string>>): string {
  const chosen = Object.entries(look).filter(([, value]) => value !== '')
  return new URLSearchParams(chosen.map(([part, value]) => [part, value.replace('#', '')])).toString()
}

/** The address of one widget: the link's token, the look, and for a link that is dragged into OBS also name and size of its source. */
export function widgetUrl(
  link: string,
  widget: string,
  { query, layer }: { query: string; layer?: { name: string; width: number; height: number } },
): string {
  const url = new URL(link)
  url.pathname = `/overlay/${widget}`
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.set(name, value)
  if (layer) {
    url.searchParams.set('layer-name', layer.name)
    url.searchParams.set('layer-width', String(layer.width))
    url.searchParams.set('layer-height', String(layer.height))
  }
  return url.href
}
