import { defineConfig } from 'prisma/config'

/** For the `prisma` command; the server itself opens its database in `server/src/adapters/store/open-database.ts`. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
