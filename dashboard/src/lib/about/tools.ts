/** Whose work this house stands on, for the credits page: name, address, licence. */
export const TOOLS = [
  ['Zen Maru Gothic', 'https://fonts.google.com/specimen/Zen+Maru+Gothic', 'OFL-1.1'],
  ['Noto Sans JP', 'https://fonts.google.com/noto/specimen/Noto+Sans+JP', 'OFL-1.1'],
  ['Open Clip Art', 'https://openclipart.org/', 'CC0 / Public Domain'],
  ['Hugging Face diffusers', 'https://github.com/huggingface/diffusers', 'Apache-2.0'],
  ['ONNX Runtime', 'https://onnxruntime.ai/', 'MIT'],
  ['Svelte, SvelteKit', 'https://svelte.dev/', 'MIT'],
  ['sharp', 'https://sharp.pixelplumbing.com/', 'Apache-2.0'],
  ['c2pa-ts', 'https://github.com/TrustNXT/c2pa-ts', 'Apache-2.0'],
  ['PGlite', 'https://pglite.dev/', 'Apache-2.0'],
  ['Socket.IO', 'https://socket.io/', 'MIT'],
] as const
