import { spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * `npm run train -- starter [--budget 10m] [--run folder] [--out folder]`: arguments for the trainer's Python. One process for the
 * CPU or one GPU, `accelerate launch` for several. Folders that are named are relative to where the command was typed; left out,
 * run and model lie in the user's cache folder. Null, said aloud, where
 * there is no such config.
 */
export async function trainerArguments(root: string, [name = '', ...args]: readonly string[]) {
  const trainer = join(root, 'pipeline/trainer')
  const known = (await readdir(trainer))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
  if (!known.includes(name)) {
    console.error(`npm run train -- <what>   with one of: ${known.join(', ')}`)
    return null
  }
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = folderOf(args, '--run') ?? join(cache, 'yosegaki', 'runs', name)
  const out = folderOf(args, '--out') ?? join(folder, 'model')
  const command = ['-m', 'yosegaki_trainer', 'run', '--config', join(trainer, `${name}.json`)]
  return [...launcher(), ...command, ...args, '--run', folder, '--out', out]
}

function folderOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option)
  const named = at === -1 ? undefined : args[at + 1]
  return named && resolve(process.env.INIT_CWD ?? '.', named)
}

function launcher(): string[] {
  const listed = spawnSync('nvidia-smi', ['-L'], { encoding: 'utf8' })
  const gpus = listed.status === 0 ? listed.stdout.split('\n').filter(Boolean).length : 0
  return gpus > 1 ? ['-m', 'accelerate.commands.launch', '--multi_gpu', '--num_processes', `${gpus}`] : []
}
