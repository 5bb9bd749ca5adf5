// What a platform says that it would change on a target, while that is brought there and until it has baked.

import type { Intent } from '../intent.ts';
import type { Target } from '../target.ts';

export interface ChangesView {
  readonly is: 'awaited' | 'prepared' | 'under way' | 'made';
  /** What may destroy data first; cut, where there is more of it than anybody reads here. */
  readonly text: string;
}

/** Longer lists stand in the ledger. */
const MOST_TOLD = 240;

/**
 *     a person has to consent to it             →  awaited
 *     it is prepared, and not carried out yet   →  prepared
 *     it was carried out, and has not ended     →  under way
 *     it has ended well, and bakes              →  made
 *     it has baked, or was not brought there    →  nothing
 */
export function changesViewOf(target: Target | undefined): ChangesView | undefined {
  const { intent, running, baked } = target ?? {};
  if (intent?.prepared === undefined) return undefined;
  const isOnTrial = running?.release === intent.release && baked?.release !== intent.release;
  if (intent.status === 'ended' && !isOnTrial) return undefined;
  const { text } = intent.prepared;
  const told = text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD - 1)}…` : text;
  return { is: stateOf(intent), text: told };
}

function stateOf({ status, prepared, consent, carriedOutAt }: Intent): ChangesView['is'] {
  if (status === 'ended') return 'made';
  if (carriedOutAt !== undefined) return 'under way';
  const isAwaited = prepared?.askedAt !== undefined && consent?.digest !== prepared.digest;
  return isAwaited ? 'awaited' : 'prepared';
}

const WORDS: Readonly<Record<ChangesView['is'], string>> = {
  awaited: 'waits for a consent',
  prepared: 'prepared',
  'under way': 'under way',
  made: 'made',
};

/** `waits for a consent: replaces Orders (AWS::DynamoDB::Table); modifies Handler` */
export function changesLine({ is, text }: ChangesView): string {
  return `${WORDS[is]}: ${text}`;
}
