import { expect, test } from 'vitest'
import { rememberRows, rememberTexts } from './text-cache.ts'

function counting() {
  const asked: string[] = []
  const encode = async (text: string) => {
    asked.push(text)
    if (text === 'bad') throw new Error('cannot encode')
    return Float32Array.of(text.length)
  }
  return { asked, encode }
}

test('P14: a text is encoded once', async () => {
  const { asked, encode } = counting()
  const embed = rememberTexts(encode)
  await Promise.all([embed('a'), embed('a'), embed('b')])
  await embed('a')
  expect(asked).toEqual(['a', 'b'])
})

test('P14: the cache is bounded; what was used last stays', async () => {
  const { asked, encode } = counting()
  const embed = rememberTexts(encode, 2)
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await embed(text)
  expect(asked).toEqual(['a', 'b', 'c', 'b'])
})

test('P14: a failure is not remembered', async () => {
  const { asked, encode } = counting()
  const embed = rememberTexts(encode)
  await expect(embed('bad')).rejects.toThrow('cannot encode')
  await expect(embed('bad')).rejects.toThrow('cannot encode')
  expect(asked).toEqual(['bad', 'bad'])
})

test('P14: the rows of the step before are kept, and others are not taken for them', async () => {
  const { asked, encode } = counting()
  const rows = rememberRows(encode)
  const first = await rows(['', 'a'])
  expect(await rows(['', 'a'])).toBe(first)
  expect([...(await rows(['a', '']))]).toEqual([1, 0])
  expect([...(await rows(['aa', 'a', '']))]).toEqual([2, 1, 0])
  expect(asked).toEqual(['', 'a', 'a', '', 'aa', 'a', ''])
})
