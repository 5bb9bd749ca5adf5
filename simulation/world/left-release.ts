// A release that was deploying as its Tidegate was replaced, and of whose execution nobody knows any more.

import { keys } from '../../core/keys.ts';
import { planOf } from '../../core/plan.ts';
import type { PlannedWave } from '../../core/planned-wave.ts';
import type { Revision } from '../../core/revision.ts';
import type { Target } from '../../core/target.ts';
import { layArtifact } from './baseline.ts';
import { type LeftParts, putRaw } from './left-item.ts';
import type { Scenario } from './scenario.ts';

type Version = NonNullable<Scenario['table']>['version'];

interface Left {
  readonly pipeline: string;
  readonly release: string;
  readonly execution: string;
  readonly startedAt: string;
}

/** It holds its stage, its first wave with targets is open, and a call was announced on the first of them. */
export async function leaveRelease(
  parts: LeftParts,
  version: Version,
  revisionName: string,
): Promise<void> {
  const { pipelines, stack } = parts;
  const [definition] = pipelines;
  const { pipeline } = definition;
  const plan = planOf(definition);
  const open = plan.find(({ targets }) => targets.length > 0);
  if (open === undefined) return;
  const { revision, startedAt } = layArtifact(parts, revisionName);
  const release = `${pipeline}-earlier-1`;
  const machine = stack.environment.TIDEGATE_RELEASE_MACHINE ?? '';
  const execution = `${machine.replace(':stateMachine:', ':execution:').replace(/:live$/, '')}:earlier`;
  const left = { pipeline, release, execution, startedAt };
  const lease = { release, execution, fence: 1, since: startedAt, intent: 'deploy' };
  const { stage } = open;
  await putRaw(parts, keys.release(pipeline, release), {
    ...{ kind: 'release', id: release, pipeline, revision, attempt: 1, execution },
    ...{ definitionVersion: 1, waveCount: plan.length, startedAt },
  });
  await putRaw(parts, keys.stage(pipeline, stage), {
    ...{ kind: 'stage', pipeline, name: stage, fence: 1, lease },
  });
  await leaveWaves(parts, version, plan, { ...left, open: open.index });
  await leaveIntent(parts, version, open, { release, wave: open.index, revision, startedAt });
  await leaveOpen(parts, version, left);
}

async function leaveWaves(
  parts: LeftParts,
  version: Version,
  plan: readonly PlannedWave[],
  { pipeline, release, startedAt: at, open }: Left & { readonly open: number },
): Promise<void> {
  for (const wave of plan) {
    const common = { kind: 'wave', pipeline, release, plan: wave };
    const key = keys.wave(release, wave.index);
    const how = wave.index < open ? 'passed' : wave.index === open ? 'open' : 'waiting';
    if (version === '0.1.0') await putRaw(parts, key, { ...common, ...BAGS[how](at) });
    else await putRaw(parts, key, { ...common, ...UNIONS[how](at) }, 2);
  }
}

/** 0.1.0 kept a wave as one bag. */
const BAGS = {
  passed: (at: string) => ({ openedAt: at, fence: 0, bakedAt: at, tests: {}, outcome: 'Passed' }),
  open: (at: string) => ({ openedAt: at, fence: 1, tests: {}, outcome: 'Running' }),
  waiting: () => ({ tests: {}, outcome: 'NotStarted' }),
};

const UNIONS = {
  passed: (at: string) => ({
    ...{ openedAt: at, fence: 0, tests: {}, reached: 'targets', status: 'ended' },
    end: { outcome: 'Passed', bakedAt: at },
  }),
  open: (at: string) => ({ openedAt: at, fence: 1, tests: {}, status: 'open' }),
  waiting: () => ({ status: 'waiting' }),
};

interface Intended {
  readonly release: string;
  readonly wave: number;
  readonly revision: Revision;
  readonly startedAt: string;
}

async function leaveIntent(
  parts: LeftParts,
  version: Version,
  { targets }: PlannedWave,
  { startedAt, ...intended }: Intended,
): Promise<void> {
  const [{ pipeline }] = parts.pipelines;
  const name = targets[0]?.name ?? '';
  const key = keys.target(pipeline, name);
  const empty: Target = { kind: 'target', pipeline, name, fence: 0 };
  const item = (await parts.onlooker.table.get(key)) ?? empty;
  const fence = version === '0.2.0' && { fence: 1 };
  const intent = { ...intended, doing: 'deploy', startedAt, callingAt: startedAt, ...fence };
  await putRaw(parts, key, { ...item, fence: 1, intent });
}

/** 0.1.0 kept all of them in one partition, and did not say since when. */
async function leaveOpen(
  parts: LeftParts,
  version: Version,
  { pipeline, release, execution, startedAt: since }: Left,
): Promise<void> {
  const key = keys.open(execution);
  const open = { pipeline, release, execution };
  if (version === '0.1.0') await putRaw(parts, key.former ?? key, open);
  else await putRaw(parts, key, { ...open, since }, 2);
}
