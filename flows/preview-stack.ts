// What a template would change in a stack, as CloudFormation tells it: a change set is prepared, read, and given up.

import type { ChangeSet } from '../aws/stack-forms.ts';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { StackChange } from '../core/stack-changes.ts';
import type { Ports } from './ports.ts';
import { preparationOf, refuseUnfit } from './stack-preparation.ts';
import type { StackSource } from './stack-source.ts';

type Target = TargetOf<'stack'>;
type Previewing = Pick<Ports, 'stacks' | 'artifacts' | 'clock'>;

export interface Preview {
  /** `made` where it is not there yet: nothing can be looked at before it is. */
  readonly is: 'made' | 'unchanged' | 'changed';
  readonly changes: readonly StackChange[];
}

const POLL_SECONDS = 2;
/** Large templates with nested stacks take minutes. */
const MOST_POLLS = 150;

/** Executes nothing, and leaves nothing behind. Throws `Refused` where a release would be. */
export async function previewStack(
  ports: Previewing,
  target: Target,
  source: StackSource,
): Promise<Preview> {
  const found = await ports.stacks.stack(target);
  refuseUnfit(target, found);
  const { stands, of } = await preparationOf(ports, target, found, { ...source, isKept: false });
  // To prepare one for what is not there would leave an empty stack.
  if (stands === undefined) return { is: 'made', changes: [] };
  const name = `tidegate-plan-${Math.floor(ports.clock.random() * 1e12).toString(36)}`;
  try {
    await ports.stacks.prepare(target, { ...of, name, mark: 'tidegate plan' });
    const { state, reason } = await prepared(ports, target, name);
    if (state === 'void') return { is: 'unchanged', changes: [] };
    if (state === 'ready')
      return { is: 'changed', changes: await ports.stacks.changes(target, name) };
    const text = `expected CloudFormation to say what ${target.stack.template} would change, got ${state}: ${reason ?? 'no reason'}`;
    throw new Failure(state === 'failed' ? 'Refused' : 'NotReady', text);
  } finally {
    await ports.stacks.discard(target, name);
  }
}

async function prepared(
  { stacks, clock }: Previewing,
  target: Target,
  name: string,
): Promise<Pick<ChangeSet, 'state' | 'reason'>> {
  for (let polls = 0; polls < MOST_POLLS; polls += 1) {
    const set = await stacks.changeSet(target, name);
    if (set && set.state !== 'preparing') return set;
    await clock.sleep(POLL_SECONDS);
  }
  return { state: 'preparing', reason: `it took more than ${MOST_POLLS * POLL_SECONDS} seconds` };
}
