import { paraglideVitePlugin } from '@inlang/paraglide-js'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import { COMPILER_OPTIONS } from './compile-messages.ts'

/** Every browser that runs these pages reads woff2: leaving the older copies out halves what the fonts weigh. */
function woff2Only(): Plugin {
  return {
    name: 'yosegaki:woff2-only',
    enforce: 'pre',
    transform: {
      filter: { id: /\.css$/ },
      handler: (code) => code.replaceAll(/,\s*url\([^)]*\.woff['"]?\)\s*format\(['"]woff['"]\)/g, ''),
    },
  }
}

/** `vite dev` shows pages only; the API, the pictures and the socket come from a server already running. */
const SERVER = process.env.YOSEGAKI_SERVER ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [
    tailwindcss(),
    woff2Only(),
    paraglideVitePlugin(COMPILER_OPTIONS),
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Widths of bars are set in attributes, from numbers of ours; sheets and scripts stay behind nonces.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  // The contract is TypeScript source in this workspace: taken into the build, so that the build stands by itself.
  ssr: { noExternal: ['@yosegaki/contract'] },
  // A small slice of a font put into the stylesheet would be fetched by everyone, and the policy above allows files only.
  build: { assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined) },
  server: {
    fs: { allow: ['../overlay/src', '../server/contract', '../node_modules'] },
    proxy: Object.fromEntries(
      ['/api', '/frames', '/pictures', '/overlay', '/healthz', '/socket.io'].map((path) => [
        path,
        { target: SERVER, ws: path === '/socket.io' },
      ]),
    ),
  },
})
