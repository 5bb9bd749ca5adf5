// A resource that was found, as a pipeline's `watch` names it.

import { type WatchedResource, watchedResource } from '../../core/pipeline/watch-schema.ts';
import type { FoundResource } from '../cloudformation/found.ts';
import type { NameOf } from './names-in-template.ts';

/** Undefined where a name that it needs is not known. */
export function watchedOf(
  { kind, names, facts }: FoundResource,
  nameOf: NameOf,
): WatchedResource | undefined {
  const known = Object.entries(names).flatMap(([key, said]): [string, string][] => {
    const name = nameOf(said);
    return name === undefined ? [] : [[key, name]];
  });
  const named = Object.fromEntries(known);
  // A running stack's answers are shortened to names, and this one is known by its ARN.
  if (kind === 'stateMachine' && !named.arn?.startsWith('arn:')) return undefined;
  const given = kind === 'sqs' ? asQueue(named) : named;
  const type = facts.apiType === 'HTTP' && { type: 'HTTP' };
  const parsed = watchedResource.safeParse({ [kind]: { ...given, ...type } });
  return parsed.success ? parsed.data : undefined;
}

/** A queue of dead letters that stands alone is watched as any queue. */
function asQueue(named: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { queue, deadLetterQueue } = named;
  return queue === undefined && deadLetterQueue !== undefined ? { queue: deadLetterQueue } : named;
}
