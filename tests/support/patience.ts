/**
 * How long tests wait for what must come, in milliseconds. It guards against waiting for ever and is no bound on speed: what a whole house
 * needs under a full suite on a slow, shared machine is many times what it needs alone.
 */
export const PATIENCE_MS = 120_000
