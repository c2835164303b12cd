import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { leanFonts } from './lean-fonts.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: '/overlay/',
  plugins: [svelte({ configFile: false })],
  css: { postcss: { plugins: [leanFonts()] } },
  build: {
    // OBS 30 still carries Chromium 103.
    target: 'chrome103',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { overlay: 'overlay.html', rehearsal: 'rehearsal.html' },
    },
  },
})
