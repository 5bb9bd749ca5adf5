// A release of one wave of four targets, with what the table knows of them.

import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import type { Release } from '../../core/release.ts';
import type { Revision } from '../../core/revision.ts';
import { emptyStage, type Stage } from '../../core/stage.ts';
import { emptyTarget, type Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';
import { adapters, home, now } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

export const AT = now.toISOString();
export const FENCE = 3;

export const revisionOf = (number: number): Revision => ({
  ...{ digest: `sha256:${number}`, commit: 'c0ffee' },
  artifact: { ...home, bucket: 'artifacts', key: 'shop.zip', version: '1', eTag: 'e' },
  build: { arn: `arn:build:${number}`, number, startedAt: `2026-11-20T0${number}:00:00.000Z` },
});

const targets = ['eu-west-1', 'eu-west-1', 'us-east-2', 'us-east-2'].map(
  (region, at) =>
    `{ name: t${at}, account: "111122223333", region: ${region}, alarms: [a${at}], lambda: { function: f${at}, alias: live, application: s, deploymentGroup: g${at} } }`,
);
export const [plan] = planOf(
  parsePipeline(
    `{ pipeline: s, source: { project: b }, stages: [{ name: p, minHealthy: 2, targets: [${targets.join(', ')}] }] }`,
    's.yml',
  ),
) as [Wave['plan']];

export const releaseOf = (number: number, more: Partial<Release> = {}): Release =>
  ({
    ...{ kind: 'release', id: `r${number}`, pipeline: 's', revision: revisionOf(number) },
    ...{ attempt: 1, execution: `arn:e${number}`, definitionVersion: 1, waveCount: 1 },
    ...{ startedAt: AT, status: 'running', ...more },
  }) as Release;

export const waiting = (more: Partial<Wave> = {}): Wave =>
  ({
    ...{ kind: 'wave', pipeline: 's', release: 'r1', plan, status: 'waiting' },
    ...more,
  }) as Wave;
export const open = (more: Partial<Wave> = {}): Wave =>
  ({ ...waiting(), openedAt: AT, fence: FENCE, tests: {}, status: 'open', ...more }) as Wave;

export const item = (at: number, more: Partial<Target> = {}): Target => ({
  ...emptyTarget('s', `t${at}`),
  ...more,
});
export const leftBehind = (at: number, reason = 'away') => ({
  ...{ target: plan.targets[at]!, reason, at: AT },
});
/** In the stage, since it was let in with its fence. */
export const stageOf = (number: number, fence = FENCE): Stage => ({
  ...emptyStage('s', 'p'),
  fence,
  lease: {
    ...{ release: `r${number}`, execution: `arn:e${number}`, fence, since: AT, intent: 'deploy' },
  },
});

interface Kept {
  readonly waves?: readonly Wave[];
  readonly items?: readonly Target[];
  readonly releases?: readonly Release[];
  readonly stage?: Stage;
}

/** The table with these, and what is read of it. */
export async function kept({ waves = [], items = [], releases = [releaseOf(1)], stage }: Kept) {
  const { aws, calls, ports, run } = adapters();
  await makeTable(aws);
  const { table } = ports;
  await run(async () => {
    for (const it of waves)
      await table.change(keys.wave(it.release, it.plan.index), () => ({ item: it }));
    for (const it of items) await table.change(keys.target('s', it.name), () => ({ item: it }));
    for (const it of releases) await table.change(keys.release('s', it.id), () => ({ item: it }));
    if (stage) await table.change(keys.stage('s', 'p'), () => ({ item: stage }));
  });
  return {
    ...{ aws, calls, ports, run },
    wave: () => run(() => table.get(keys.wave('r1', 0))) as Promise<Wave>,
    target: (at: number) =>
      run(() => table.get(keys.target('s', `t${at}`))) as Promise<Target | undefined>,
    stage: () => run(() => table.get(keys.stage('s', 'p'))) as Promise<Stage>,
  };
}
