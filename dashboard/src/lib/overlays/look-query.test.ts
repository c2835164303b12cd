import { expect, test } from 'vitest'
import { lookQuery, widgetUrl } from './look-query.ts'

test('O1: what is left open is not on the address', () => {
  expect(lookQuery({ lang: 'en', corner: '', paper: '#fbf8f1' })).toBe('lang=en&paper=fbf8f1')
  expect(lookQuery({})).toBe('')
})

test('O6: a link to drag names its source and its size; one to paste does not', () => {
  const link = 'https://show.example/overlay/stage?token=a.b'
  expect(widgetUrl(link, 'ballot', { query: 'lang=ja' })).toBe(
    'https://show.example/overlay/ballot?token=a.b&lang=ja',
  )
  const layer = { name: 'Yosegaki ballot', width: 968, height: 600 }
  expect(widgetUrl(link, 'ballot', { query: '', layer })).toBe(
    'https://show.example/overlay/ballot?token=a.b&layer-name=Yosegaki+ballot&layer-width=968&layer-height=600',
  )
})
