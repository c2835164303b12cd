import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('settings', () => {
  it('E1: nothing set is a house that works by itself, on loopback', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4870,
      databaseUrl: null,
      firstRehearsal: true,
    })
  })

  it('E2: every wrong value is named at once, and no value is repeated: it may be a secret', () => {
    const wrong = { PORT: 'eighty', DATABASE_URL: 'mysql://root:hunter2@db', YOSEGAKI_SECRET: 'short-secret' }
    const words = problemOf(wrong)
    for (const name of Object.keys(wrong)) expect(words).toContain(name)
    expect(words).not.toMatch(/hunter2|short-secret|eighty/)
  })

  it('E3: a setting that does not exist is told, with those that do', () => {
    expect(problemOf({ YOSEGAKI_MODLE: 'x' })).toMatch(
      /YOSEGAKI_MODLE: there is no such setting.*YOSEGAKI_MODEL/,
    )
  })

  it('E2: half of an OAuth client is told, with the half that is missing', () => {
    expect(problemOf({ YOUTUBE_CLIENT_ID: 'id' })).toMatch(/YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET/)
    const both = readConfig({ YOUTUBE_CLIENT_ID: 'id', YOUTUBE_CLIENT_SECRET: 'secret' })
    expect(both.youtube.client).toMatchObject({ id: 'id', tokenRoot: 'https://oauth2.googleapis.com/' })
    expect(readConfig({}).youtube.client).toBeNull()
  })

  it('E2: signing in with a platform takes both its keys, which travel over https or not at all', () => {
    expect(problemOf({ DISCORD_CLIENT_ID: 'id' })).toMatch(/DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET/)
    const keys = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'hunter2' }
    expect(readConfig(keys).signIn).toEqual({
      x: null,
      discord: null,
      google: { id: 'id', secret: 'hunter2', root: null },
    })
    for (const root of [
      'http://evil.example',
      'http://localhost.evil.example',
      'https://a.example/path',
      'x',
    ])
      expect(problemOf({ ...keys, GOOGLE_SIGN_IN_ROOT: root })).toMatch(/GOOGLE_SIGN_IN_ROOT/)
    for (const root of ['https://google.example', 'http://127.0.0.1:8080'])
      expect(readConfig({ ...keys, GOOGLE_SIGN_IN_ROOT: root }).signIn.google?.root).toBe(root)
  })

  it('E1: a setting left empty counts as not set, and one is read only once', () => {
    const config = readConfig({ PORT: '', HOST: '0.0.0.0' })
    expect(config).toMatchObject({ port: 4870, host: '0.0.0.0' })
    expect(Object.isFrozen(config)).toBe(true)
  })
})

function problemOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('it was taken')
}
