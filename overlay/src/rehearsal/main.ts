import '../lib/theme.css'
import '../widgets/widgets.css'
import './rehearsal.css'
import { mount } from 'svelte'
import { applyLook, lookOf, readAddress } from '../lib/settings.ts'
import Rehearsal from './Rehearsal.svelte'

const address = readAddress(location.search)
const look = lookOf(address, undefined)
applyLook(look, document.documentElement)
mount(Rehearsal, { target: document.body, props: { token: address.token, look } })
