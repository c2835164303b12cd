import type { ObsAdded, Widget } from '@yosegaki/contract'
import { type ObsSource, obsLayout } from '../../domain/obs/obs-layout.ts'
import { type ObsCall, ObsProblem } from './obs-call.ts'
import { OBS_PROBLEMS } from './obs-problems.ts'

const KIND = 'browser_source'

/**
 * Put the overlays into OBS: scenes and browser sources that are not there are made; a source of ours that is there gets its new
 * address and size, and stays where a producer moved it. Nothing else in OBS is touched (O6).
 * The link is made once it is clear that there is somewhere to put it.
 */
export async function addOverlays(
  obs: ObsCall,
  widgets: readonly Widget[],
  makeLink: () => Promise<(widget: Widget) => string>,
): Promise<ObsAdded> {
  const { inputKinds } = await obs.ask('GetInputKindList', { unversioned: true })
  if (!inputKinds.includes(KIND)) throw new ObsProblem(OBS_PROBLEMS.noBrowserSource)
  const { baseWidth: width, baseHeight: height } = await obs.ask('GetVideoSettings')
  const scenes = obsLayout(widgets, { width, height })
  const there = new Set((await obs.ask('GetSceneList')).scenes.map(({ sceneName }) => String(sceneName)))
  const inputs = new Set((await obs.ask('GetInputList')).inputs.map(({ inputName }) => String(inputName)))
  const urlOf = await makeLink()
  const done: ObsAdded = {
    version: obs.version,
    canvas: { width, height },
    scenes: [],
    added: [],
    updated: [],
  }

  for (const scene of scenes) {
    if (!there.has(scene.name)) await obs.ask('CreateScene', { sceneName: scene.name })
    done.scenes.push(scene.name)
    for (const source of scene.sources) {
      const known = inputs.has(source.name)
      await putSource(obs, scene.name, source, { url: urlOf(source.widget), known })
      done[known ? 'updated' : 'added'].push(source.name)
    }
  }
  return done
}

async function putSource(
  obs: ObsCall,
  sceneName: string,
  { name, width, height, x, y, visible }: ObsSource,
  { url, known }: { url: string; known: boolean },
): Promise<void> {
  const inputSettings = {
    url,
    is_local_file: false,
    width,
    height,
    css: '',
    // The picture is there the moment its scene is.
    shutdown: false,
    restart_when_active: false,
  }
  if (!known) {
    const { sceneItemId } = await obs.ask('CreateInput', {
      sceneName,
      inputName: name,
      inputKind: KIND,
      inputSettings,
      sceneItemEnabled: visible,
    })
    return place(sceneItemId)
  }
  await obs.ask('SetInputSettings', { inputName: name, inputSettings, overlay: true })
  if ((await obs.find('GetSceneItemId', { sceneName, sourceName: name })) !== null) return
  const { sceneItemId } = await obs.ask('CreateSceneItem', {
    sceneName,
    sourceName: name,
    sceneItemEnabled: visible,
  })
  return place(sceneItemId)

  async function place(sceneItemId: number): Promise<void> {
    await obs.ask('SetSceneItemTransform', {
      sceneName,
      sceneItemId,
      sceneItemTransform: { positionX: x, positionY: y, scaleX: 1, scaleY: 1 },
    })
  }
}
