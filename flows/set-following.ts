// Operations on a StackSet that are one deployment: what a slice had, and after it what its instances overrode.

import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instanceText } from '../core/set-instances.ts';
import type { Giving, SetOperation } from '../core/set-operation.ts';
import { differingIn } from '../core/set-overrides.ts';
import { operationOf } from './kept-set.ts';
import type { Ports } from './ports.ts';
import type { End } from './set-ends.ts';
import { overridesOf } from './set-overrides.ts';

type Target = TargetOf<'stackSet'>;

/** What may begin now of a deployment: it itself, or the next that follows it; undefined where nothing may. */
export async function dueOf(
  ports: Pick<Ports, 'stackSets' | 'table'>,
  target: Target,
  id: string,
): Promise<SetOperation | undefined> {
  const ours = await operationOf(ports, target, id);
  for (const each of [id, ...(ours?.followers ?? [])]) {
    const its = each === id ? ours : await operationOf(ports, target, each);
    if (its?.state === 'prepared') return its;
    if (ours?.followers === undefined) return undefined;
    if ((await ports.stackSets.operation(target, each))?.status !== 'SUCCEEDED') return undefined;
  }
  return undefined;
}

/** `gives back to 222233334444/eu-west-1 its own Size` */
export function givingText({ accounts, regions, parameters }: Giving): string {
  const whom = accounts.flatMap((account) =>
    regions.map((region) => instanceText({ account, region })),
  );
  const what = Object.keys(parameters).join(', ') || 'no parameters';
  return `gives back to ${whom.join(', ')} what it had of its own: ${what}`;
}

/** Whether instances override again what they did: a hidden value that is lost nobody can give. */
export async function givenBack(
  ports: Pick<Ports, 'stackSets'>,
  target: Target,
  { overrides = {} }: SetOperation,
): Promise<End> {
  const are = await overridesOf(ports, target);
  const wrong = Object.entries(overrides).flatMap(([place, wanted]) => {
    const names = differingIn(wanted, are[place] ?? {});
    return names.length > 0 ? [`${place} has other values of its own of ${names.join(', ')}`] : [];
  });
  if (wrong.length === 0) return { state: 'Succeeded' };
  const text = `${wrong.join('; ')}: give them back by hand (aws cloudformation update-stack-instances)`;
  return { state: 'Failed', error: text, isStuck: true };
}
