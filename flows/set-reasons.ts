// Why a gate waits in front of a slice of a StackSet: the set is such that what has not passed would spread by itself.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { targetsReason } from '../core/gate/inner-reasons.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { deploysByItselfText } from '../core/set-truth.ts';
import { gathered } from './gathered.ts';
import type { Ports } from './ports.ts';
import { unfitText } from './set-fitness.ts';
import { sideBySide } from './side-by-side.ts';

/** What cannot be read keeps it shut too. */
export async function setReasons(
  ports: Ports,
  targets: readonly TargetDefinition[],
): Promise<FoundReason[]> {
  const all = await sideBySide(targets, async (target) => {
    if (target.stackSet === undefined) return [];
    const { name } = target.stackSet;
    const { found, unread } = await gathered(ports, `StackSet ${name}`, undefined, () =>
      ports.stackSets.set(target),
    );
    const text = found ? unfitText(target, found) : undefined;
    const none = found === undefined && unread.length === 0;
    const what = [
      ...(found?.deploysByItself ? [deploysByItselfText(name)] : []),
      ...(text ? [text] : []),
      ...(none ? [`StackSet ${name} of ${target.name} is not there`] : []),
      ...unread.map((each) => `${each} could not be read`),
    ];
    return what.map((each) => targetsReason(`StackSet ${name}`, each));
  });
  return all.flat();
}
