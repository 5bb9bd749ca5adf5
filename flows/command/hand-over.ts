// Command "hand-over": a person hands events that functions have failed on to them again, and the ledger says who, why
// and which. The person does it: they read the queue, and no function of Tidegate's may invoke another.

import { keys } from '../../core/keys.ts';
import type { LedgerEntry } from '../../core/ledger.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';

/** More of them are counted. */
const SHOWN = 20;

export const handOver: CommandFlow<'hand-over'> = {
  whose: async () => ['organisation'],

  async intend(_ports, { body: { letters } }) {
    return {
      about: `${letters.length} of the dead letters are handed to their functions again`,
      changes: letters.map(({ id, function: of, what }) => ({
        what: `${id.slice(0, 8)}, ${what}`,
        from: 'lies there',
        to: `handed to ${of}`,
      })),
      seen: letters.map(({ id }) => id),
    };
  },

  async act(ports, order, intent) {
    const { body, by, at } = order;
    const { letters, reason = 'no reason given' } = body;
    const names = letters
      .slice(0, SHOWN)
      .map(({ id, function: of }) => `${id.slice(0, 8)} to ${of}`);
    const more = letters.length > SHOWN ? ` and ${letters.length - SHOWN} more` : '';
    const entry: LedgerEntry = {
      at,
      pipeline: '',
      release: '',
      event: 'LettersHandedOver',
      subject: letters[0]!.id,
      text: `dead letters handed over again by ${by.name} (${by.arn}): ${reason}; ${names.join(', ')}${more}`,
      person: personTold(order, intent, `${letters.length} of them`),
    };
    await ports.table.put(keys.ledger(entry), entry);
    return { did: [`the ledger says so: ${letters.length} of them`] };
  },
};
