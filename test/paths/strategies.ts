// Pipelines of one alias that Tidegate shifts itself.

import { oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

export const target = (strategy: string) =>
  `{ name: live, account: "111122223333", region: us-east-1, lambda: { function: shop-live, alias: live }, strategy: ${strategy}, alarms: [live-errors] }`;

export const canary = target('{ canary: { percent: 10, after: 10m } }');
export const linear = target('{ linear: { percent: 40, every: 3m } }');

export const shifting = (of: string, scenario: ScenarioInput) =>
  play(oneTarget({ of }), { baseline: 'old', ...scenario });

/** How much of the alias's traffic went to another version than it pointed to, at each move, in order. */
export function sharesOf({ world }: Played): number[] {
  const place = { account: '111122223333', region: 'us-east-1' };
  return world.aws.lambda
    .find('shop-live', place)
    .shifts.slice(1)
    .map(({ weights }) => Object.values(weights)[0] ?? 0);
}

export function runs({ world }: Played): string {
  const place = { account: '111122223333', region: 'us-east-1' };
  const { version, weights } = world.aws.lambda.running('shop-live', 'live', place);
  return `${version.number} ${JSON.stringify(weights)}`;
}
