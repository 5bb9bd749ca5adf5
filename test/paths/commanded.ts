// A day on which people give commands.

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
