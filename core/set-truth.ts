// What the instances of a StackSet were found to have, held against what the ledger says of their slice.

import {
  type Expected,
  isForeign,
  type Says,
  type SetChange,
  type SetInstance,
  type SetTruth,
  type Shifting,
  stateText,
} from './found-truth.ts';
import { labelOf } from './revision.ts';
import { instancesText } from './set-instances.ts';

/**
 * Each instance is held against the ledger, and the slice is what the worst of them is.
 *
 *     all have the revision, and our operation was the last on them      →  same
 *     the same, by an operation of somebody else                         →  touched
 *     one has another revision, or nobody knows which                    →  other
 *     one is INOPERABLE, has drifted, or is not there                    →  other
 *     somebody else's operation is under way, wherever in the set        →  other
 *     one of somebody else's on other instances, while not all have it   →  other
 *     whatever joins the organisation gets the set's template by itself  →  unsettled
 */
export function ofSet(truth: SetTruth, expected: Expected): Says {
  const { instances, attempted, setting, deploysByItself, set } = truth;
  const label = labelOf(expected.revision);
  const trouble = troubleOf(instances);
  if (trouble) return { is: 'other', text: trouble };
  if (isUnderWay(attempted)) return { is: 'other', text: operationText(attempted) };
  const wrong = instances.filter(
    ({ has }) => has !== undefined && has !== expected.revision.digest,
  );
  if (wrong.length > 0)
    return { is: 'other', text: `${placed(wrong)} ${have(wrong)} another revision than ${label}` };
  const isOwn = setting === expected.setting;
  const unknown = instances.filter(({ has }) => has === undefined);
  if (!isOwn && unknown.length > 0)
    return { is: 'other', text: `nothing tells that ${placed(unknown)} ${have(unknown)} ${label}` };
  const elsewhere = ofElsewhere(truth);
  if (elsewhere) return elsewhere;
  if (!isOwn && expected.setting !== undefined) {
    const by = attempted ? operationText(attempted) : 'an operation of its set';
    return { is: 'touched', text: `it has ${label} again, by another hand: ${by}` };
  }
  if (deploysByItself) return { is: 'unsettled', text: deploysByItselfText(set) };
  return { is: 'same' };
}

/** While it is brought there, nothing of the slice's instances is held against anything but who is at them. */
export function ofShiftingSet(truth: SetTruth, { deployment, mark, begunAt }: Shifting): Says {
  const { attempted } = truth;
  const isOurs =
    attempted === undefined ||
    attempted.id === deployment ||
    (attempted.description?.startsWith(mark) ?? false);
  if (!isOurs && isForeign(attempted) && attempted.createdAt >= begunAt)
    return { is: 'other', text: operationText(attempted) };
  return ofElsewhere(truth) ?? { is: 'same' };
}

/** Whether no instance of the slice has the revision any more. */
export function hasNothingOfSet({ instances }: SetTruth, { revision }: Expected): boolean {
  return instances.every(({ has }) => has !== undefined && has !== revision.digest);
}

/** Why a release waits in front of it, and what to do. */
export function deploysByItselfText(set: string): string {
  return (
    `StackSet ${set} deploys by itself to accounts that join its units, which would get a template that has not passed: ` +
    'turn its automatic deployment off (in the console: Actions, Edit automatic deployment)'
  );
}

function troubleOf(instances: readonly SetInstance[]): string | undefined {
  const [first, ...others] = instances.filter(({ trouble }) => trouble !== undefined);
  if (first === undefined) return undefined;
  const more = others.length > 0 ? `; so are ${instancesText(others)}, or otherwise` : '';
  return `its instance ${instancesText([first])} ${first.trouble}${more}`;
}

function isUnderWay(attempted: SetChange | undefined): attempted is SetChange {
  return attempted?.state === 'running' && isForeign(attempted);
}

/** While half of the set has a template that has not passed, whoever makes an instance spreads it. */
function ofElsewhere({ elsewhere, isHalfWay, set }: SetTruth): Says | undefined {
  if (elsewhere === undefined) return undefined;
  const what = `${operationText(elsewhere)}, on other instances of StackSet ${set}`;
  return isHalfWay
    ? { is: 'other', text: `${what}, which may have got what has not passed yet` }
    : { is: 'touched', text: what };
}

function operationText({ id, action, state, pipeline }: SetChange): string {
  const whose = pipeline ? `of pipeline ${pipeline}` : 'not of Tidegate';
  return `operation ${id} (${action}), ${whose}, ${stateText(state)}`;
}

function placed(instances: readonly SetInstance[]): string {
  return `its ${instances.length === 1 ? 'instance' : 'instances'} ${instancesText(instances)}`;
}

function have(instances: readonly SetInstance[]): string {
  return instances.length === 1 ? 'has' : 'have';
}
