import '../lib/theme.css'
import '../widgets/widgets.css'
import './stage.css'
import { mount } from 'svelte'
import { applySettings, readSettings } from '../lib/settings.ts'
import StagePage from './StagePage.svelte'

const settings = readSettings(location.search)
// On a stream the system's own light or dark says nothing: paper is light unless the producer chose otherwise.
applySettings({ ...settings, theme: settings.theme ?? 'light' }, document.documentElement)
mount(StagePage, { target: document.body, props: { settings } })
