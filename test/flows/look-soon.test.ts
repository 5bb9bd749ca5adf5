// What no event tells of is looked at again soon, by the state that waits for it, and no oftener than that may.

import { within } from '../../aws/time-left.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { DeploymentWait } from '../../core/wait.ts';
import { lookSoon } from '../../flows/look-soon.ts';
import { adapters } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';
import { atOnce, configuring, slowly } from '../paths/configurations.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import type { Played } from '../paths/played.ts';

const at = '{ account: "111122223333", region: us-east-1, alarms: [a], name:';
const targetOf = (text: string): TargetDefinition =>
  parsePipeline(oneTarget({ of: text }), 'shop.yml').stages[0]!.targets![0]!;
const site = targetOf(`${at} live, site: { bucket: web, distribution: E1ABCDEFGHIJKL } }`);
const lambda = targetOf(
  `${at} live, lambda: { function: f, alias: live, application: s, deploymentGroup: g } }`,
);
const flags = targetOf(atOnce);

const wait: DeploymentWait = {
  ...{ kind: 'deployment', token: 'ours', pipeline: 'shop', release: 'r1', wave: 0 },
  ...{ target: 'live', account: '111122223333', region: 'us-east-1', deployment: 'd-1' },
};

/** What comes of it, and how many seconds it has waited. */
async function looked(target: TargetDefinition, looks: number, token = 'ours', left = 900) {
  const { aws, clock, ports, run } = adapters();
  await makeTable(aws);
  await run(() => ports.table.put(keys.deploymentWait(wait), { ...wait, token }));
  const began = clock.millis();
  const found = await run(() =>
    within(
      () => left,
      () => lookSoon(ports, wait, target, looks),
    ),
  );
  const { code } = (found ?? {}) as { readonly code?: string };
  return { code, seconds: Math.round((clock.millis() - began) / 1000) };
}

test('its state begins anew as long as it has looks left', async () => {
  expect(await looked(site, 0)).toEqual({ code: 'UnderWay', seconds: 0 });
  expect(await looked(site, 34)).toEqual({ code: 'UnderWay', seconds: 0 });
  expect(await looked(site, 35)).toEqual({ code: undefined, seconds: 0 });
});

test('what an event tells of is left to it, and what another token waits for to that', async () => {
  expect(await looked(lambda, 0)).toEqual({ code: undefined, seconds: 0 });
  expect(await looked(site, 0, 'theirs')).toEqual({ code: undefined, seconds: 0 });
  expect(await looked(flags, 0, 'theirs')).toEqual({ code: undefined, seconds: 0 });
});

test('what is all at once is waited for at the first look and at the last alone, as far as there is time', async () => {
  // There is no such wave: it was looked at.
  expect(await looked(flags, 0)).toEqual({ code: 'Missing', seconds: 3 });
  expect(await looked(flags, 35)).toEqual({ code: 'Missing', seconds: 3 });
  expect(await looked(flags, 1)).toEqual({ code: 'UnderWay', seconds: 0 });
  expect(await looked(flags, 0, 'ours', 18)).toEqual({ code: 'Missing', seconds: 3 });
  expect(await looked(flags, 0, 'ours', 17)).toEqual({ code: undefined, seconds: 0 });
});

/** Between two lines of the ledger. */
function secondsOf({ report }: Played, from: string, to: string): number {
  const timeOf = (name: string) =>
    Date.parse(report.ledger.find(({ event }) => event === name)?.at ?? '');
  return (timeOf(to) - timeOf(from)) / 1000;
}

test('an end that nobody tells of is known within seconds, or within a minute', async () => {
  const builds = [build('good')];
  const [quick, slow] = [
    await configuring(atOnce, { builds }),
    await configuring(slowly, { builds }),
  ];

  expect(secondsOf(quick, 'DeploymentStarted', 'DeploymentEnded')).toBeLessThan(15);
  // It takes half an hour.
  const late = secondsOf(slow, 'DeploymentStarted', 'DeploymentEnded') - 1_800;
  expect(late).toBeGreaterThan(0);
  expect(late).toBeLessThan(75);
});
