import { describe, expect, it } from 'vitest'
import { obsFile } from './obs-file.ts'

describe('the file for OBS', () => {
  it('T7: leads to its overlay with its token', () => {
    expect(obsFile('http://127.0.0.1:4870', 'ballot', 'id-1.abc_D')).toContain(
      '"http://127.0.0.1:4870/overlay/ballot?token=id-1.abc_D"',
    )
  })

  it.each(['', '</script>', '"+alert(1)+"', 'a'.repeat(201), undefined, ['a']])(
    'T7: %j is no token',
    (token) => {
      expect(obsFile('http://127.0.0.1:4870', 'stage', token)).toBeNull()
    },
  )

  it.each(['', 'rehearsal', '../control', undefined])('T7: %j is no widget', (widget) => {
    expect(obsFile('http://127.0.0.1:4870', widget, 'id-1.abc_D')).toBeNull()
  })
})
