// How "hold" and "stop-the-line" stop a scope: no wave starts there any more. What is under way is watched to the end
// of its wave, since a change that is left half-way is the worst of all; rollbacks go on.

import type { Intent } from '../../core/command/answer.ts';
import type { Person } from '../../core/command/person.ts';
import {
  holdText,
  type PersonsStop,
  type Scope,
  scopeText,
  standingAt,
  stopped,
  stopsText,
} from '../../core/hold.ts';
import { keys, ranges } from '../../core/keys.ts';
import { readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { entryOf } from '../stages.ts';
import type { Did } from './flow.ts';
import { personTold } from './person-told.ts';
import { isIn, ledgerOf } from './scope.ts';

const SHOWN = 10;

interface Lasting {
  /** Nothing: until somebody resumes it. */
  readonly forSeconds?: number | undefined;
  readonly until?: string | undefined;
}

/** What a freeze has beside what every stop has. */
type Freezing = NonNullable<PersonsStop['freeze']>;

export async function intendHold(
  ports: Ports,
  scope: Scope,
  { body, at }: { readonly body: Lasting; readonly at: string },
  freeze?: Freezing,
): Promise<Intent> {
  const name = scopeText(scope);
  const hold = standingAt(await ports.table.get(keys.hold(name)), ports.clock.now());
  const word = wordOf(freeze);
  const until = untilOf(body, at);
  const open = await readableItems(ports, ranges.open());
  const moving: string[] = [];
  for (const { pipeline, release } of open)
    if (await isIn(ports, scope, { pipeline })) moving.push(release);
  const more = moving.length > SHOWN ? ` and ${moving.length - SHOWN} more` : '';
  const going = `on their way, and watched to the end of the wave they are in: ${moving.slice(0, SHOWN).join(', ')}${more}`;
  return {
    about: `${name}: no wave starts; rollbacks are still allowed`,
    changes: [
      {
        what: name,
        from: hold ? stopsText(hold) : 'open',
        to: until ? `${word} until ${until}` : word,
      },
    ],
    ...(moving.length > 0 && { notes: [going] }),
    seen: { stops: hold?.stops ?? [] },
    facts: { scope: name, moving, ...(until !== undefined && { until }) },
  };
}

interface Stopping {
  readonly scope: Scope;
  readonly by: Person;
  readonly at: string;
  readonly door: string;
  readonly body: Lasting & { readonly reason: string };
}

export async function putHold(
  ports: Ports,
  { scope, by, at, door, body }: Stopping,
  { changes }: Intent,
  freeze?: Freezing,
): Promise<Did> {
  const name = scopeText(scope);
  const until = untilOf(body, at);
  const lasts = until !== undefined && { until };
  const { reason } = body;
  const person = personTold({ body, by, door }, { changes });
  const hold = await ports.table.change(keys.hold(name), (before) => {
    const own = { by: by.arn, name: by.name, since: at, reason, ...lasts };
    const after = stopped(before, name, freeze ? { ...own, freeze } : own);
    if (after === before) return undefined;
    const of = { pipeline: ledgerOf(scope), id: '' };
    const seen = changes.map(({ from }) => from).join('; ');
    const text = `${name} ${wordOf(freeze)}${until ? ` until ${until}` : ''} by ${by.name} (${by.arn}): ${reason}; seen: ${seen}`;
    const entry = {
      ...entryOf(ports, of, freeze ? 'Frozen' : 'Held', name, text),
      at,
      person,
    };
    return { item: after, entries: [entry] };
  });
  const held = standingAt(hold, ports.clock.now());
  return { did: held ? [holdText(held)] : [] };
}

const wordOf = (freeze: Freezing | undefined) => (freeze ? 'frozen' : 'held');

/** Counted from when it was first given: whoever repeats it makes it no longer. */
function untilOf({ forSeconds, until }: Lasting, at: string): string | undefined {
  if (until !== undefined) return new Date(until).toISOString();
  if (forSeconds === undefined) return undefined;
  return new Date(Date.parse(at) + forSeconds * 1000).toISOString();
}
