// A hook of a rollback that is a function: its machine calls it. What is about to be called is written first, and what
// came of it afterwards.

import { Failure } from '../core/failure.ts';
import type { HookRun } from '../core/hook-run.ts';
import { isOver } from '../core/intent.ts';
import { peopleKeys } from '../core/people-keys.ts';
import {
  type HookDefinition,
  type HookName,
  hookSecondsOf,
} from '../core/pipeline/hooks-schema.ts';
import { plainReason } from '../core/plain-reason.ts';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import { readLiveWave } from './hands.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';
import { toldArtifact } from './told-artifact.ts';

/** What the machine is to call, and for how long it waits. */
export interface HookCall {
  readonly function: string;
  readonly seconds: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface CalledHook {
  readonly name: HookName;
  readonly wave: number;
  readonly hook: HookDefinition & { readonly lambda: string };
  /** How the call ended, empty where it succeeded; null before it was made. */
  readonly outcome: string | null;
}

const LATE = 'it did not end in time';

/** What went wrong, or the call that is to be made: with the same key, however often that is asked. */
export async function callHook(
  ports: Ports,
  release: Release,
  called: CalledHook,
): Promise<{ readonly problem: string; readonly call?: HookCall }> {
  const { name, hook, outcome } = called;
  const wave = await readLiveWave(ports, release.id, called.wave);
  const run = await begin(ports, release, called);
  if (run.status === 'ended') return { problem: run.problem };
  const seconds = hookSecondsOf(hook);
  const now = ports.clock.now().getTime();
  const late = isOver(run.startedAt, seconds, now) ? LATE : undefined;
  if (outcome !== null || late !== undefined) {
    const said = outcome === null ? late : plainReason(outcome);
    return { problem: await end(ports, release, called, said ?? '') };
  }
  const left = seconds - (now - Date.parse(run.startedAt)) / 1000;
  const payload = payloadFor(release, wave, name, run.startedAt, seconds);
  return {
    problem: '',
    call: { function: hook.lambda, seconds: Math.max(1, Math.ceil(left)), payload },
  };
}

async function begin(ports: Ports, release: Release, { name, hook }: CalledHook): Promise<HookRun> {
  return ports.table.ensure<HookRun, HookRun>(
    peopleKeys.hook(release.pipeline, release.id, name),
    (item) => {
      if (item) return { item };
      const text = `hook ${name} begun: function ${hook.lambda}`;
      const entry = entryOf(ports, release, 'HookStarted', name, text);
      return { item: { startedAt: entry.at, status: 'running' }, entries: [entry] };
    },
  );
}

async function end(
  ports: Ports,
  release: Release,
  { name, hook }: CalledHook,
  problem: string,
): Promise<string> {
  const ended = await ports.table.ensure<HookRun, HookRun>(
    peopleKeys.hook(release.pipeline, release.id, name),
    (item) => {
      if (item === undefined)
        throw new Failure('Missing', `expected hook ${name} to have begun, got no run of it`);
      if (item.status === 'ended') return { item };
      const text = `hook ${name} ended: ${problem || `function ${hook.lambda} succeeded`}`;
      const entry = entryOf(ports, release, 'HookEnded', name, text);
      return { item: { ...item, status: 'ended', problem }, entries: [entry] };
    },
  );
  return ended.status === 'ended' ? ended.problem : problem;
}

/** A function may be called twice for one hook, as Lambda does: its key is the same then. */
function payloadFor(
  { id, pipeline, revision }: Release,
  { plan }: Wave,
  hook: HookName,
  startedAt: string,
  seconds: number,
): HookCall['payload'] {
  return {
    key: `${id}/${hook}`,
    hook,
    pipeline,
    release: id,
    stage: plan.stage,
    wave: plan.wave,
    commit: revision.commit,
    digest: revision.digest,
    ...toldArtifact(revision),
    until: new Date(Date.parse(startedAt) + seconds * 1000).toISOString(),
  };
}
