import { describe, expect, it } from 'vitest'
import { obsFile } from './obs-file.ts'

describe('the file for OBS', () => {
  it('T7: leads to the stage with its token', () => {
    expect(obsFile('http://127.0.0.1:4870', 'id-1.abc_D')).toContain(
      '"http://127.0.0.1:4870/overlay/stage?token=id-1.abc_D"',
    )
  })

  it.each(['', '</script>', '"+alert(1)+"', 'a'.repeat(201), undefined, ['a']])(
    'T7: %j is no token',
    (token) => {
      expect(obsFile('http://127.0.0.1:4870', token)).toBeNull()
    },
  )
})
