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

const MINUTE_MILLIS = 60_000;

/** Somebody applies a pipeline later, and in the end removes it, having looked at what either would change. */
export function definesLater({ aws, clock }: World, text: string): void {
  const post = (command: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const path = `/define/${command}`;
    const input = { method: 'POST', path, headers, body: JSON.stringify(body) };
    return aws.callService('execute-api', 'Invoke', input, home);
  };
  const give = (command: string, body: object) => {
    const looked = post(command, { ...body, preview: true }) as Promise<{ readonly body: string }>;
    void looked.then(({ body: text }) => post(command, { ...body, seen: JSON.parse(text).seen }));
  };
  clock.at(clock.millis() + 90 * MINUTE_MILLIS, () => give('apply', { text }));
  clock.at(clock.millis() + 320 * MINUTE_MILLIS, () => give('remove', { pipeline: 'shop' }));
}

/** Somebody presses a button of the board that has seen something else: nothing is stopped. */
export async function pressFor({ aws }: World, pipeline: string): Promise<void> {
  const stop = { scope: `pipeline:${pipeline}`, seen: '0'.repeat(16), key: 'w-pressed-late' };
  const event = { stop, widgetContext: {} };
  await aws.lambda.invoke('tidegate-local-StopByWidget', event, home);
}
