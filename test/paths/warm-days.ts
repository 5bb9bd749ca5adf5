// Days of a function that is kept warm: whoever ends a release lets the version go cold that serves no more.

import { build, oneTarget } from './pipelines.ts';
import type { ScenarioInput } from './played.ts';
import { target } from './strategies.ts';

export const warm = oneTarget({ of: target('{ canary: { percent: 10, after: 2m } }') });

const day = { baseline: 'old', builds: [build('one')], provisioned: [{ target: 'live' }] };
const fires = (from: string) => ({
  misbehaviours: [{ how: 'alarm', revision: 'one', target: 'live', from, after: '1m' }],
});
const stopped = { people: [{ at: '18m30s', does: 'stop', revision: 'one', execution: 'release' }] };
const unheard = { events: [{ source: 'aws.states', how: 'lost', times: 999 }] };

export const warmDays: readonly ScenarioInput[] = [
  day,
  { ...day, ...fires('shift') },
  { ...day, ...fires('deployed') },
  { ...day, ...stopped },
  { ...day, ...stopped, ...unheard },
];
