// Whether a StackSet is such that a slice of it may be brought something.

import type { SetFound } from '../aws/set-forms.ts';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instancesOf, instancesText, instanceText } from '../core/set-instances.ts';
import { deploysByItselfText } from '../core/set-truth.ts';
import type { SetRead } from './set-read.ts';

type Target = TargetOf<'stackSet'>;

/** Throws `Refused`, or `NotReady` where somebody may mend it soon. A way back asks for less: harm waits for nobody. */
export function refuseUnfitSet(
  target: Target,
  read: SetRead | undefined,
  isBack: boolean,
): SetRead {
  const { stackSet, account, region } = target;
  if (read === undefined)
    throw refused(`expected StackSet ${stackSet.name} in ${account} ${region}, got none`);
  const wrong = unfitText(target, read.set);
  if (wrong) throw refused(wrong);
  if (isBack) return read;
  if (read.set.deploysByItself)
    throw new Failure(
      'NotReady',
      `expected no automatic deployment, got it: ${deploysByItselfText(read.set.name)}`,
    );
  const missing = instancesOf(stackSet).filter(
    (place) => !read.instances.some((it) => instanceText(it) === instanceText(place)),
  );
  if (missing.length > 0)
    throw refused(
      `expected StackSet ${stackSet.name} to have an instance in ${instancesText(missing)}, got none: make it ` +
        '(aws cloudformation create-stack-instances), or take it out of the slice',
    );
  const broken = read.instances.filter(
    (it) =>
      it.status === 'INOPERABLE' &&
      stackSet.accounts.includes(it.account) &&
      stackSet.regions.includes(it.region),
  );
  if (broken.length > 0)
    throw refused(
      `expected instances of StackSet ${stackSet.name} that take updates, got ${instancesText(broken)} INOPERABLE: ` +
        'delete the instance with its stack retained, and import the stack again, or take it out of the slice',
    );
  return read;
}

/** What the file says of the set and is not so; undefined where nothing is. */
export function unfitText({ stackSet }: Target, set: SetFound): string | undefined {
  if (set.isOfOrganisation && stackSet.units === undefined)
    return `expected stackSet.units, the units that the accounts are in, for the organisation manages StackSet ${set.name}; got none`;
  if (!set.isOfOrganisation && stackSet.units !== undefined)
    return `expected no stackSet.units, for StackSet ${set.name} has roles of its own (SELF_MANAGED); got ${stackSet.units.join(', ')}`;
  return undefined;
}

function refused(text: string): Failure {
  return new Failure('Refused', text);
}
