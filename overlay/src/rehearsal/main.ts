import '../lib/theme.css'
import '../widgets/widgets.css'
import './rehearsal.css'
import { mount } from 'svelte'
import { applySettings, readSettings } from '../lib/settings.ts'
import Rehearsal from './Rehearsal.svelte'

const settings = readSettings(location.search)
applySettings(settings, document.documentElement)
mount(Rehearsal, { target: document.body, props: { settings } })
