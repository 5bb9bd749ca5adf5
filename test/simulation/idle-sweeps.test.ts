// A world that leaves idle sweeps out ends as one that plays them all: the same ends, the same lines, the same cost.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readWorld } from '../../cli/world-files.ts';
import { reportOf } from '../../simulation/report.ts';
import type { Sweeps } from '../../simulation/world/idle-sweeps.ts';
import { makeWorld } from '../../simulation/world/world.ts';

async function played(name: string, sweeps: Sweeps) {
  const file = `examples/scenarios/${name}.yml`;
  let calls = 0;
  const world = await makeWorld({
    ...readWorld('examples/minimal/tidegate.yml', file),
    seed: 2,
    tables: 'memory',
    sweeps,
    readFile: (path) => readFileSync(resolve(dirname(file), path), 'utf8'),
    onCall: () => {
      calls += 1;
    },
  });
  await world.play();
  const { releases, ledger, cost } = await reportOf(world);
  await world.close();
  return {
    calls,
    cost,
    ends: releases.map(({ outcome, reason, waves }) => [
      outcome,
      reason,
      waves.map(({ outcome, verdict, reason }) => [outcome, verdict, reason]),
    ]),
    // Which call of a moment comes first is drawn: lines of the same moment may have changed places.
    lines: ledger.map(({ event, subject, text }) => `${event} ${subject}: ${text}`).sort(),
  };
}

test.each(['build-succeeds', 'target-moved', 'person-stops'])(
  '%s ends alike without the sweeps that find nothing',
  async (name) => {
    const all = await played(name, 'all');
    const needed = await played(name, 'needed');

    expect(needed.ends).toEqual(all.ends);
    expect(needed.lines).toEqual(all.lines);
    expect(needed.cost.invocations / all.cost.invocations).toBeCloseTo(1, 1);
    expect(needed.calls).toBeLessThanOrEqual(all.calls);
  },
);

test('a bake of hours is played with few of its sweeps, and told with all of them', async () => {
  const all = await played('build-succeeds', 'all');
  const needed = await played('build-succeeds', 'needed');

  expect(needed.calls).toBeLessThan(all.calls * 0.9);
  expect(needed.cost.apiCalls / all.cost.apiCalls).toBeCloseTo(1, 1);
});

test('where calls may fail, all sweeps are played', async () => {
  const all = await played('calls-throttled', 'all');
  const needed = await played('calls-throttled', 'needed');

  expect(needed.calls).toBe(all.calls);
});
