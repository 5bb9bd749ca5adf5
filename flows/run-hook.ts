// Runs a hook of a rollback: starts its build once, and waits for its end for as long as is stated; or says which
// function is to be called. Nothing that comes of it holds the rollback up.

import type { Build } from '../aws/codebuild.ts';
import { secondsIn } from '../core/duration.ts';
import { Failure, isFailure } from '../core/failure.ts';
import type { HookRun } from '../core/hook-run.ts';
import { isOver } from '../core/intent.ts';
import { peopleKeys } from '../core/people-keys.ts';
import type { HookDefinition, HookName } from '../core/pipeline/hooks-schema.ts';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import { callHook, type HookCall } from './call-hook.ts';
import { readVersion } from './definitions.ts';
import { announced, readLiveWave } from './hands.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { entryOf } from './stages.ts';
import { startBuild } from './start-build.ts';

export interface AskedHook {
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly hook: HookName;
  /** How the call of a function has ended; null where none was made yet. */
  readonly outcome: string | null;
}

type Hook = HookDefinition & { readonly project: string };

/**
 * What went wrong, for whoever is told of the rollback; empty where nothing did. Throws `NotReady` while it runs: ask
 * again. Doing it again starts nothing twice.
 */
export async function runHook(
  ports: Ports,
  asked: AskedHook,
): Promise<{ readonly said: string; readonly call?: HookCall }> {
  const release = await readRelease(ports, asked.pipeline, asked.release);
  const definition = await readVersion(ports, release.pipeline, release.definitionVersion);
  const hook = definition?.pipeline.hooks?.[asked.hook];
  if (hook === undefined) return { said: '' };
  const { lambda, project = '' } = hook;
  if (lambda !== undefined) {
    const called = { name: asked.hook, wave: asked.wave, hook: { ...hook, lambda } };
    const { problem, ...rest } = await callHook(ports, release, {
      ...called,
      outcome: asked.outcome,
    });
    return { ...saidOf(asked.hook, problem), ...rest };
  }
  const key = peopleKeys.hook(release.pipeline, release.id, asked.hook);
  const build = { ...hook, project };
  const run = (await ports.table.get(key)) ?? (await begin(ports, release, build, asked));
  const ended = run.status === 'ended' ? run : await lookAt(ports, release, build, { asked, run });
  return saidOf(asked.hook, ended.problem);
}

function saidOf(hook: HookName, problem: string): { readonly said: string } {
  return { said: problem === '' ? '' : `hook ${hook}: ${problem}` };
}

/** Its time is over from then on, whenever CodeBuild has taken it. */
async function begin(
  ports: Ports,
  release: Release,
  hook: Hook,
  { wave: index, hook: name }: AskedHook,
): Promise<HookRun> {
  const wave = await readLiveWave(ports, release.id, index);
  const built = await announced(ports, wave, `hook ${name}`, () =>
    started(ports, release, wave, { project: hook.project, as: `hook ${name}` }),
  );
  return ports.table.ensure<HookRun, HookRun>(
    peopleKeys.hook(release.pipeline, release.id, name),
    (item) => {
      if (item) return { item };
      const problem = 'problem' in built ? `, which could not be started: ${built.problem}` : '';
      const text = `hook ${name} begun: project ${hook.project}${problem}`;
      const entry = entryOf(ports, release, 'HookStarted', name, text);
      const { at: startedAt } = entry;
      const after: HookRun =
        'problem' in built
          ? { startedAt, status: 'ended', problem: `${hook.project} could not be started` }
          : { startedAt, status: 'running', build: built.build };
      return { item: after, entries: [entry] };
    },
  );
}

/** A project that is gone, or that may not be built, is no reason to try for a quarter of an hour. */
async function started(
  ports: Ports,
  release: Release,
  wave: Wave,
  asked: { readonly project: string; readonly as: string },
): Promise<{ readonly build: string } | { readonly problem: string }> {
  try {
    return { build: await startBuild(ports, release, wave, asked) };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { problem: thrown.message };
  }
}

interface Looking {
  readonly asked: AskedHook;
  readonly run: HookRun;
}

async function lookAt(
  ports: Ports,
  release: Release,
  { timeout, project }: Hook,
  { asked: { hook }, run }: Looking,
): Promise<Extract<HookRun, { status: 'ended' }>> {
  const now = ports.clock.now().getTime();
  const isLate = isOver(run.startedAt, secondsIn(timeout), now);
  const problem = problemOf(await readBuild(ports, run.build)) ?? (isLate ? LATE : undefined);
  if (problem === undefined)
    throw new Failure('NotReady', `expected hook ${hook} to have ended, got one that runs still`);
  const ended = { ...run, status: 'ended' as const, problem };
  const kept = await ports.table.ensure<HookRun, HookRun>(
    peopleKeys.hook(release.pipeline, release.id, hook),
    (item) => {
      if (item?.status === 'ended') return { item };
      const text = `hook ${hook} ended: ${problem || `project ${project} succeeded`}`;
      return { item: ended, entries: [entryOf(ports, release, 'HookEnded', hook, text)] };
    },
  );
  return kept.status === 'ended' ? kept : ended;
}

const LATE = 'it did not end in time';

/** A build that cannot be read just now is asked for again, until its time is over. */
async function readBuild(ports: Ports, build = ''): Promise<Build | 'unknown' | undefined> {
  try {
    return await ports.builds.get(ports.home, build);
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    return 'unknown';
  }
}

/** Undefined while it runs, or nobody knows. */
function problemOf(build: Build | 'unknown' | undefined): string | undefined {
  if (build === 'unknown') return undefined;
  if (build === undefined) return 'its build is gone';
  if (build.status === 'IN_PROGRESS') return undefined;
  return build.status === 'SUCCEEDED' ? '' : `build ${build.arn} ended ${build.status}`;
}
