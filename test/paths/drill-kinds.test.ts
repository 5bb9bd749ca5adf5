// The rollback drill on a target of each kind that can go back and forth by itself.

import { home } from '../../simulation/world/place.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const KINDS: Readonly<Record<string, string>> = {
  alias: 'lambda: { function: shop, alias: live }, strategy: canary',
  'app-config':
    'appConfig: { application: shop, environment: prod, profile: flags, configuration: flags.json }',
  ec2: 'ec2: { application: shop, deploymentGroup: live }',
  ecs: 'ecs: { cluster: shop, service: checkout }, strategy: canary',
  job: 'job: { project: shop-deploys, rollback: shop-returns, runs: shop-runs }',
  machine: 'machine: { name: shop, alias: live }, strategy: canary',
  site: 'site: { bucket: shop-site, distribution: E2QWRUHAPOMQZL }',
  tasks: 'ecs: { cluster: shop, service: checkout, application: shop, deploymentGroup: live }',
};

test.each(Object.entries(KINDS))('%s goes down and up again', async (_, deploys) => {
  const place = `{ name: live, account: "${home.account}", region: us-east-1, ${deploys}, alarms: [errors] }`;
  const pipeline = oneTarget({
    of: place,
    bake: '{ for: 1h }',
    more: 'tests: [{ name: way-back, drill: 2m }]',
  });
  const builds = [build('good', '0m'), build('bad', '4h')];
  // By then the drill is over, and it bakes: that a site is switched is known by the sweep, minutes later.
  const alarm = { how: 'alarm', revision: 'bad', target: 'live', after: '45m' };
  const day = { baseline: 'old', builds, misbehaviours: [alarm] };

  const { outcomes, report, leftBehind } = await play(pipeline, day);

  const legs = report.ledger
    .filter(({ event }) => event === 'LegEnded')
    .map(({ text }) => text.replace(/^.*leg (.*) ended, (\w+).*$/s, '$1 $2'));
  const passed = ['up pass', 'down pass', 'up again pass'];
  expect(legs).toEqual([...passed, ...passed]);
  expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(report.targets).toEqual({ live: 'good' });
  expect(await leftBehind()).toEqual([]);
});
