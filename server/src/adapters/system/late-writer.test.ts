import { expect, it } from 'vitest'
import { createLateWriter } from './late-writer.ts'

const setUp = () => {
  const said: string[] = []
  const note = (event: string): void => void said.push(event)
  const clock = { now: () => 0, sleep: () => new Promise<void>((done) => setTimeout(done, 1)) }
  const late = createLateWriter(clock, { info: note, warn: note, error: note })
  const disk: string[] = []
  let away = false
  const write = (name: string) => async () => {
    if (away) throw new Error('away')
    disk.push(name)
  }
  return {
    late,
    disk,
    said,
    write: (name: string) => late.write(name, write(name)),
    setAway(is: boolean) {
      away = is
    },
  }
}

it('T17 what can be written is written by the answer; what cannot be is told, and written in order once it can', async () => {
  const { disk, said, write, setAway } = setUp()
  expect(await write('a')).toBe(true)
  setAway(true)
  expect(await Promise.all([write('b'), write('c')])).toEqual([false, false])
  expect(disk).toEqual(['a'])
  setAway(false)
  await write('d')
  await expect.poll(() => disk).toEqual(['a', 'b', 'c', 'd'])
  await expect.poll(() => said).toEqual(['late:not-written', 'late:written'])
})

it('T17 what waits is bounded, and given up with the house: both are told', async () => {
  const { late, disk, said, write, setAway } = setUp()
  setAway(true)
  await Promise.all(Array.from({ length: 1_000 }, (_, index) => write(String(index))))
  expect(said).not.toContain('late:lost')
  expect(await write('one too many')).toBe(false)
  expect(said).toContain('late:lost')
  late.close()
  setAway(false)
  expect(said.filter((event) => event === 'late:lost')).toHaveLength(2)
  expect(disk).toEqual([])
})
