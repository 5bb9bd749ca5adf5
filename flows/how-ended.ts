// How an execution has ended, as far as Step Functions tells it.

import * as z from 'zod';
import type { ExecutionEnd } from '../aws/step-functions.ts';
import { type Outcome, outcomes } from '../core/outcome.ts';
import { plainReason } from '../core/plain-reason.ts';

/** How a release's execution came to its end. */
export interface Claimed {
  /** What the machine says, or `Unknown` where it died. */
  readonly claimed: Outcome | 'Unknown';
  readonly reason: string;
  /** The outcome that the execution has ended with already: there is one end, so the release's is the same. */
  readonly said?: Outcome;
}

/** What an execution that ended by itself, or by somebody's hand, says of its release. */
export function howEnded(end: ExecutionEnd): Claimed {
  const { status, error, cause } = end;
  const word = saidIn(end);
  const said = outcomes.find((outcome) => outcome === word);
  if (said !== undefined) return { claimed: 'Unknown', reason: plainReason(cause ?? ''), said };
  const why = [error, cause].filter(Boolean).join(': ');
  const reason = `its execution ended ${status}${why ? ` (${plainReason(why)})` : ''}`;
  return { claimed: 'Unknown', reason };
}

const Said = z.looseObject({ outcome: z.string() });

/** A rollback by hand succeeds whatever it ends as, and says that in its output. */
function saidIn({ status, error, output }: ExecutionEnd): string | undefined {
  if (status === 'FAILED') return error;
  const read = Said.safeParse(status === 'SUCCEEDED' ? JSON.parse(output ?? '{}') : undefined);
  return read.success ? read.data.outcome : undefined;
}
