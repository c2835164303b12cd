import '../lib/theme.css'
import '../widgets/widgets.css'
import './overlay.css'
import { Widget } from '@yosegaki/contract'
import { mount } from 'svelte'
import { readAddress } from '../lib/settings.ts'
import OverlayPage from './OverlayPage.svelte'

const address = readAddress(location.search)
const name = location.pathname.split('/').filter(Boolean).at(-1)
const widget = Widget.catch('stage').parse(name)
mount(OverlayPage, { target: document.body, props: { widget, address } })
