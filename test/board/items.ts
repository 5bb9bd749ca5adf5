// Items of the table, made for the tables of rules.

import type { BoardItems } from '../../core/board/items.ts';
import type { GateReason } from '../../core/gate/gate-reason.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import type { Release, ReleaseEnd } from '../../core/release.ts';
import type { Revision } from '../../core/revision.ts';
import { emptyTarget, type Installed, type Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';
import { type Went, waveThat } from '../core/waves.ts';

export const NOW = Date.parse('2026-11-23T12:00:00Z');

export const definition = parsePipeline(
  `
pipeline: shop
owner: team-shop
source: { project: shop-build }
stages:
  - name: beta
    tests: [{ name: smoke, project: shop-smoke }]
    targets:
      - { name: beta, account: "111122223333", region: us-east-1, lambda: { function: f, alias: live, application: a, deploymentGroup: g } }
  - name: prod
    bake: { for: 1h }
    waves:
      - name: one
        targets:
          - { name: prod-one, account: "111122223333", region: eu-west-1, ec2: { application: a, deploymentGroup: g1 }, alarms: [errors] }
      - name: two
        targets:
          - { name: prod-two, account: "111122223333", region: eu-west-1, ec2: { application: a, deploymentGroup: g2 }, alarms: [errors] }
`,
  'shop.yml',
);

const plan = planOf(definition);

export function revision(number: number): Revision {
  return {
    digest: `sha256:${String(number).padStart(64, '0')}`,
    artifact: {
      account: '111122223333',
      region: 'us-east-1',
      bucket: 'b',
      key: 'k',
      version: 'v',
      eTag: 'e',
    },
    commit: `${number}abcdef0`,
    build: { arn: 'arn', number, startedAt: new Date(NOW - 3_600_000 + number).toISOString() },
  };
}

export function release(
  number: number,
  { end, ...more }: Partial<Omit<Release, 'status'>> & { readonly end?: ReleaseEnd } = {},
): Release {
  const common = {
    kind: 'release' as const,
    id: `shop-${number}`,
    pipeline: 'shop',
    revision: revision(number),
    attempt: 1,
    execution: `arn:${number}`,
    definitionVersion: 1,
    waveCount: plan.length,
    startedAt: new Date(NOW - 3_600_000 + number * 1000).toISOString(),
    ...more,
  };
  return end ? { ...common, status: 'ended', end } : { ...common, status: 'running' };
}

/** The release's wave of that index. */
export function wave(number: number, index: number, went: Went = {}): Wave {
  return waveThat(went, { pipeline: 'shop', release: `shop-${number}`, plan: plan[index]! });
}

export function installed(number: number): Installed {
  return { release: `shop-${number}`, revision: revision(number), at: new Date(NOW).toISOString() };
}

export function target(name: string, more: Partial<Target> = {}): Target {
  return { ...emptyTarget('shop', name), ...more };
}

export function items(more: Partial<BoardItems> = {}): BoardItems {
  return {
    definition,
    stages: [],
    targets: [],
    releases: [],
    waves: [],
    ledger: [],
    quarantined: [],
    ...more,
  };
}

export const shut: GateReason = {
  kind: 'alarm',
  subject: 'errors of box',
  what: 'in ALARM before the start: errors of box',
  since: new Date(NOW).toISOString(),
  clears: 'the alarm, as it clears',
};
