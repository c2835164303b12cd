import { baseLocale, isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js'

// What the server answered in. Another language comes with another page: its link leaves this one.
const { lang } = document.documentElement
const language = isLocale(lang) ? lang : baseLocale
overwriteGetLocale(() => language)
