// Hooks of a rollback, drawn.

import type { PipelineInput } from '../../../core/pipeline/schema.ts';
import type { Draws } from './draws.ts';

/** What is run around a rollback: one of them is too slow for its time. */
export function drawHooks(draws: Draws): Pick<PipelineInput, 'hooks'> {
  if (!draws.chance(0.06)) return {};
  return {
    hooks: {
      ...(draws.chance(0.7) && { beforeRollback: { ...drawHook(draws, 'drain'), timeout: '1m' } }),
      ...(draws.chance(0.7) && { afterRollback: { ...drawHook(draws, 'refill'), timeout: '5m' } }),
    },
  };
}

function drawHook(draws: Draws, does: string) {
  const what = `shop-${does}`;
  return draws.of(`function to ${does}`).chance(0.4) ? { lambda: what } : { project: what };
}
