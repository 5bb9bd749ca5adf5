// Tells at once, and once, that what is to go no further could not be stopped: whoever may can stop it by hand.

import { deploymentOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

interface Unstopped {
  readonly pipeline: string;
  readonly release: string;
  readonly target: string;
  readonly deployment: string;
}

/**
 * It is tried again by whoever looks next; nothing else is said of that, or each look would say it. Whoever found the
 * deployment by its mark says it too: then the intent does not know it yet.
 */
export async function keepUnstopped(
  ports: Ports,
  { pipeline, release, target, deployment }: Unstopped,
  thrown: unknown,
): Promise<void> {
  const problem = thrown instanceof Error ? thrown.message : String(thrown);
  await ports.table.change(keys.target(pipeline, target), (item) => {
    const intent = item?.intent;
    if (item === undefined || intent?.status !== 'open' || intent.release !== release)
      return undefined;
    const known = deploymentOf(intent) ?? deployment;
    if (known !== deployment || intent.stopFailedAt !== undefined) return undefined;
    const text = `${target}: deployment ${deployment} runs on, though it was to be stopped: ${problem}; it is tried again`;
    const entry = entryOf(ports, { pipeline, id: release }, 'StopFailed', target, text);
    return { item: { ...item, intent: { ...intent, stopFailedAt: entry.at } }, entries: [entry] };
  });
}
