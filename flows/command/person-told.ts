// Who has given a command, why, at the sight of what, and by which door: as the ledger keeps it.

import type { Intent } from '../../core/command/answer.ts';
import type { CommandName } from '../../core/command/words.ts';
import type { PersonTold } from '../../core/ledger.ts';
import type { Order } from './flow.ts';

/** More of what was seen stands in the command that was kept. */
const MOST_SEEN = 1_000;

interface Deed extends Pick<Order<CommandName>, 'by' | 'door'> {
  readonly body: { readonly reason?: string | undefined };
}

/** `seen` where a command tells it in other words than as what its changes went from. */
export function personTold(
  { body, by, door }: Deed,
  { changes }: Pick<Intent, 'changes'>,
  seen = changes.map(({ what, from }) => `${what}: ${from}`).join('; '),
): PersonTold {
  const { reason = '' } = body;
  return {
    by: by.arn,
    name: by.name,
    ...(reason !== '' && { reason }),
    ...(seen !== '' && { seen: seen.slice(0, MOST_SEEN) }),
    door,
  };
}
