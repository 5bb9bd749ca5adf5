// The reason that a person gives: it stands in the ledger and on the screen.

import { refuseUsage } from '../usage.ts';

const MOST_CHARACTERS = 1_000;

export const reason = {
  value: 'TEXT',
  text: 'why; it stands in the ledger',
  required: true,
  parse: (text: string, option: string): string => {
    const given = text.trim();
    if (given === '') throw refuseUsage(`expected ${option} with what you know, got none`);
    if (given.length <= MOST_CHARACTERS) return given;
    throw refuseUsage(
      `expected a reason of at most ${MOST_CHARACTERS} characters, got ${given.length}`,
    );
  },
} as const;

const { required: _, ...optional } = reason;

/** Where nobody is overruled. */
export const optionalReason = optional;
