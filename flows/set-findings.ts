// What is wrong with the StackSets of a pipeline, as they are now: for whoever applies it, and whoever asks before.

import type { StackSets } from '../aws/stack-sets.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { placedTargets } from '../core/pipeline/targets.ts';
import { deploysByItselfText } from '../core/set-truth.ts';
import { unfitText } from './set-fitness.ts';
import { sideBySide } from './side-by-side.ts';

type Target = TargetOf<'stackSet'>;

interface Found {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

export interface SetFindings {
  readonly found: readonly Found[];
  /** Those that could not be asked, for people. */
  readonly unread: readonly string[];
}

/** A set is asked once for all of its slices; what is wrong with it stands at each. */
export async function setFindings(
  { set }: Pick<StackSets, 'set'>,
  pipeline: PipelineDefinition,
  isNear: (account: string) => boolean = () => true,
): Promise<SetFindings> {
  const slices = placedTargets(pipeline).flatMap(({ target, path }) =>
    target.stackSet && isNear(target.account) ? [{ target, path }] : [],
  );
  const sets = Map.groupBy(slices, ({ target: { account, region, stackSet } }) =>
    [account, region, stackSet.name].join(' '),
  );
  const unread: string[] = [];
  const found = await sideBySide([...sets.values()], async (those) => {
    const [first] = those;
    if (first === undefined) return [];
    const { account, region, stackSet } = first.target;
    const where = `StackSet ${stackSet.name} in ${account} ${region}`;
    try {
      const its = await set(first.target);
      return those.flatMap(({ target, path }) => {
        const texts = its ? textsOf(target, its, those.length) : [`expected ${where}, got none`];
        return texts.map((text) => ({ path: [...path, 'stackSet'], text }));
      });
    } catch (thrown) {
      if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
      unread.push(`${where} could not be read: ${thrown.message}`);
      return [];
    }
  });
  return { found: found.flat(), unread };
}

type SetIs = NonNullable<Awaited<ReturnType<StackSets['set']>>>;

function textsOf(target: Target, its: SetIs, slices: number): string[] {
  const unfit = unfitText(target, its);
  return [
    ...(its.deploysByItself
      ? [`expected no automatic deployment, got it: ${deploysByItselfText(its.name)}`]
      : []),
    ...(unfit ? [unfit] : []),
    ...(slices > 1 && !its.queues
      ? [
          `expected operations of StackSet ${its.name} to wait for each other, for ${slices} targets are slices of it, got ` +
            'a set without managed execution: switch it on (ManagedExecution) while no release is under way, in the template or the ' +
            'console that the set is made by; UpdateStackSet without accounts would update all of its instances',
        ]
      : []),
  ];
}
