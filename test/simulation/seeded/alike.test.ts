// Templates that differ in nothing but what they are called are the same on a stack, and whoever checks a run knows it.

import { isSameOn } from '../../../simulation/seeded/alike.ts';
import { endsTrue } from '../../../simulation/seeded/invariants/ends-true.ts';
import { ledgerExplains } from '../../../simulation/seeded/invariants/ledger-explains.ts';
import { returnsBaked } from '../../../simulation/seeded/invariants/returns-baked.ts';
import { saidWasRead } from '../../../simulation/seeded/invariants/said-was-read.ts';
import { startsAfterBakes } from '../../../simulation/seeded/invariants/starts-after-bakes.ts';
import { tableTrue } from '../../../simulation/seeded/invariants/table-true.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import type { RunRecord } from '../../../simulation/seeded/record/run-record.ts';
import { stackTemplate } from '../../../simulation/world/stack-template-schema.ts';
import { goodDay, record, target, type Writable } from './shop-runs.ts';

const stack = { stack: { name: 'shop', template: 'template.yml', capabilities: [] } };
const alike = [stackTemplate.parse({ revision: 'twin', like: 'r1' })];

test.each([
  ['the one it is like', stack, 'twin', 'r1', true],
  ['the one that is like it', stack, 'r1', 'twin', true],
  ['another', stack, 'twin', 'r0', false],
  ['nothing', stack, 'twin', null, false],
  ['the one it is like, where its code is its own', {}, 'twin', 'r1', false],
] as const)('a revision is the same as %s: %#', (_what, on, one, other, expected) => {
  expect(isSameOn({ templates: alike }, on, one, other)).toBe(expected);
});

test('a revision that is like another but for its table is not the same', () => {
  const templates = [stackTemplate.parse({ revision: 'twin', like: 'r1', table: 'removed' })];

  expect(isSameOn({ templates }, stack, 'twin', 'r1')).toBe(false);
});

/** The same run, but that its targets are stacks, which are found to have the name of a twin in place of a revision. */
function foundAs(run: RunRecord, name: string, templates: typeof alike): RunRecord {
  const copy = structuredClone(run) as Writable<RunRecord>;
  const renamed = (found: string | null) => (found === name ? 'twin' : found);
  copy.scenario = { ...copy.scenario, templates };
  copy.steps = copy.steps.map((step) => ({
    ...step,
    running: Object.fromEntries(
      Object.entries(step.running).map(([key, found]) => [key, renamed(found)]),
    ),
  }));
  for (const each of copy.pipelines.flatMap(({ targets }) => targets)) {
    each.definition = { ...each.definition, ...stack } as never;
    each.runs = renamed(each.runs);
  }
  // What failed may have brought it there all the same: then what it ran is asked.
  for (const each of copy.deployments) if (each.revision === name) each.status = 'Failed';
  return copy as RunRecord;
}

test.each([
  [tableTrue, goodDay, 'r2'],
  [endsTrue, goodDay, 'r2'],
  [ledgerExplains, goodDay, 'r2'],
  [saidWasRead, goodDay, 'r2'],
  [startsAfterBakes, goodDay, 'r2'],
  [returnsBaked, record, 'r1'],
] as const)('$holds: what is alike is that, and what is not is seen', (invariant, run, name) => {
  const like = [stackTemplate.parse({ revision: 'twin', like: name })];

  expect(invariant.broken(foundAs(run, name, like))).toEqual([]);
  expect(invariant.broken(foundAs(run, name, []))).not.toEqual([]);
});

test('a release of what is alike is found right at each of its steps', async () => {
  const { name, account, region, alarms } = target('b');
  const played = await playCase({
    seed: 1,
    pipeline: {
      pipeline: 'shop',
      source: { project: 'shop-build' },
      stages: [
        {
          name: 'beta',
          targets: [{ name, account, region, stack: { name: 'shop' }, alarms }],
          bake: { for: '3m', judge: { mode: 'off' } },
        },
      ],
    },
    scenario: {
      baseline: 'r0',
      builds: [{ at: '0s', revision: 'r1' }],
      templates: [{ revision: 'r1', like: 'r0' }],
    },
    files: {},
  });

  expect(played.record.report.releases.map(({ outcome }) => outcome)).toEqual(['Promoted']);
  expect(played.problems).toEqual([]);
});
