type Declaration = { value: string }
type FontFace = { walkDecls(name: string, visit: (declaration: Declaration) => void): void }
type Root = { walkAtRules(name: string, visit: (rule: FontFace) => void): void }

/**
 * PostCSS plugin for Vite (`css.postcss.plugins`). Fontsource names a .woff beside every .woff2: every browser that
 * ever carried OBS reads .woff2, so half of the files would only lie about. And a blink without a word is better than
 * a blink of it in a system font.
 */
export function leanFonts() {
  return {
    postcssPlugin: 'lean-fonts',
    Once(root: Root) {
      root.walkAtRules('font-face', (face) => {
        face.walkDecls('src', (src) => {
          src.value = src.value.replace(/,\s*url\([^)]+\.woff\)\s*format\(['"]?woff['"]?\)/g, '')
        })
        face.walkDecls('font-display', (display) => {
          display.value = 'block'
        })
      })
    },
  }
}
