// Pipelines of one configuration of AppConfig, and bad days of several.

import { build, oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const target = (more = '') =>
  `{ name: live, account: "111122223333", region: us-east-1, appConfig: { application: shop, environment: prod, profile: flags, configuration: flags.json${more} }, alarms: [live-errors] }`;

export const atOnce = target();
/** Twenty minutes of growth, and ten of AppConfig's own bake. */
export const slowly = target(', deploymentStrategy: AppConfig.Canary10Percent20Minutes');

export const configuring = (of: string, scenario: ScenarioInput) =>
  play(oneTarget({ of }), { baseline: 'old', ...scenario });

const place = { account: '111122223333', region: 'us-east-1' };

export function environmentOf({ world: { aws } }: Pick<Played, 'world'>) {
  const application = aws.appConfig.application('shop', place);
  return {
    environment: aws.appConfig.environment(application, 'prod', place),
    profile: aws.appConfig.profile(application, 'flags'),
  };
}

/** What was deployed after what ran before: version and state, the oldest first. */
export function deploymentsOf(played: Pick<Played, 'world'>): string[] {
  return environmentOf(played)
    .environment.deployments.filter(({ log }) => log.length > 0)
    .map(({ version, state }) => `${version.number} ${state}`)
    .toReversed();
}

/** One in a member account, one at home. */
export const configurations = oneTarget({
  of: [
    slowly.replace('111122223333', '222233334444').replace('name: live', 'name: c0'),
    atOnce.replace('name: live', 'name: c1').replace('live-errors', 'c1-errors'),
  ].join(', '),
});

const builds = [build('one')];
const alarm = (at: string, named = 'live-errors') => ({
  alarms: [{ alarm: named, is: 'ALARM', at }],
});

export const configurationDays: readonly ScenarioInput[] = [
  { baseline: 'old', builds, ...alarm('20m') },
  // A version that the way back needs was deleted, and something came between: it is made and deployed again.
  { baseline: 'old', builds, ...alarm('60m', 'c1-errors') },
  {
    baseline: 'old',
    builds,
    people: [{ at: '16m', does: 'stop', revision: 'one', execution: 'release' }],
  },
];
