// A world played by a transport and a table: what was called and when, and what is told of it at the end.

import { reportOf } from '../../simulation/report.ts';
import type { Pipelines } from '../../simulation/world/pipelines.ts';
import type { Scenario } from '../../simulation/world/scenario.ts';
import { makeWorld, type WorldOptions } from '../../simulation/world/world.ts';

export interface Case {
  readonly pipelines: Pipelines;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly readFile: (path: string) => string;
}

type Carried = Pick<WorldOptions, 'transport' | 'tables'>;

export async function played(scripted: Case, carried: Carried) {
  const calls: string[] = [];
  const world = await makeWorld({
    ...scripted,
    ...carried,
    onCall: ({ functionName, service, operation }, at) =>
      calls.push(`${at} ${functionName} ${service}:${operation}`),
  });
  await world.play();
  const report = JSON.stringify(await reportOf(world));
  await world.close();
  return { calls, report };
}

export async function expectAlike(scripted: Case): Promise<void> {
  const direct = await played(scripted, { transport: 'direct', tables: 'memory' });
  const wire = await played(scripted, { transport: 'wire', tables: 'dynalite' });

  expect(direct.calls.length).toBeGreaterThan(100);
  expect(direct.calls).toEqual(wire.calls);
  expect(direct.report).toBe(wire.report);
}
