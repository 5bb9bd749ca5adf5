// A day on which people give commands.

import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';

/** People give one command of each permission. */
export const commanded: ScenarioInput = {
  baseline: 'old',
  builds: [build('one', '1m')],
  people: [
    { at: '1h', does: 'quarantine', release: 'one', reason: 'it loses orders' },
    { at: '2h', does: 'lift', release: 'one', reason: 'it was another' },
    // What starts waits for the person to let it go on, and then goes through its gate by their hand.
    { at: '3h', does: 'hold', reason: 'a fair' },
    { at: '4h', does: 'start', reason: 'again', release: 'one', retry: true },
    { at: '5h', does: 'resume', reason: 'it is over' },
    { at: '305m', does: 'stop', release: 'latest', reason: 'no' },
  ],
};

/** Somebody applies a pipeline a day later, having looked at what that would change. */
export async function appliesLater({ aws, clock }: World, text: string): Promise<void> {
  const post = (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const input = { method: 'POST', path: '/define/apply', headers, body: JSON.stringify(body) };
    return aws.callService('execute-api', 'Invoke', input, home);
  };
  clock.at(clock.millis() + 90 * 60_000, () => {
    const looked = post({ text, preview: true }) as Promise<{ readonly body: string }>;
    void looked.then(({ body }) => post({ text, seen: JSON.parse(body).seen }));
  });
}
