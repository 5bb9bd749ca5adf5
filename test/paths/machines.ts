// Pipelines of one state machine, and bad days of several.

import { build, oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const target = (strategy: string) =>
  `{ name: live, account: "111122223333", region: us-east-1, machine: { name: shop, alias: live }, strategy: ${strategy}, alarms: [live-errors] }`;

export const linear = target('{ linear: { percent: 40, every: 3m } }');

export const shifting = (of: string, scenario: ScenarioInput) =>
  play(oneTarget({ of }), { baseline: 'old', ...scenario });

/** The routes that its alias got, one setting after the other, from what ran before on: `2`, `2 60 3 40`, `3`. */
export function settingsOf(played: Played): string[] {
  return aliasOf(played)
    .settings.slice(2)
    .map(({ routes }) => routesText(routes));
}

export function runs(played: Played): string {
  return routesText(aliasOf(played).routes);
}

export function machineOf({ world }: Played) {
  const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:shop';
  return world.aws.stepFunctions.machines.get(arn)!;
}

function aliasOf(played: Played) {
  return machineOf(played).aliases.get('live')!;
}

function routesText(
  routes: readonly { readonly stateMachineVersionArn: string; readonly weight: number }[],
): string {
  const all = routes.map(({ stateMachineVersionArn: arn, weight }) => [
    arn.split(':').at(-1),
    weight,
  ]);
  return all.length === 1 ? `${all[0]![0]}` : all.flat().join(' ');
}

/** One in a member account, one at home. */
export const machines = oneTarget({
  of: ['222233334444', '111122223333']
    .map((account, index) =>
      linear.replace('111122223333', account).replace('name: live', `name: m${index}`),
    )
    .map((each, index) => each.replace('name: shop', `name: shop-${index}`))
    .join(', '),
});

const builds = [build('one')];
const lost = (source: string) => ({ source, how: 'lost', times: 999 });
const unheard = { events: [lost('aws.cloudwatch'), lost('aws.states')] };
const alarm = (at: string) => ({ alarms: [{ alarm: 'live-errors', is: 'ALARM', at }] });

export const machineDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds },
  { baseline: 'old', builds, ...alarm('14m') },
  { baseline: 'old', builds, ...alarm('14m'), ...unheard },
  // A version that the way back needs was deleted.
  {
    baseline: 'old',
    builds,
    ...alarm('21m'),
    prunes: [{ at: '18m', target: 'm1', revision: 'old' }],
  },
  ...['release', 'wave'].map((execution) => ({
    baseline: 'old',
    builds,
    people: [{ at: '13m', does: 'stop', revision: 'one', execution }],
  })),
  { baseline: 'old', builds, moves: [{ at: '13m', target: 'm1', to: 'theirs', by: 'anna' }] },
];
