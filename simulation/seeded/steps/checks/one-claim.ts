import { isGoingBack, isOpen } from '@tidegate/embedded-aws/services/ecs/service';
import { deploymentMark, type Intent } from '../../../../core/intent.ts';
import {
  kindOfTarget,
  type TargetDefinition,
  type TargetOf,
} from '../../../../core/pipeline/target-schema.ts';
import type { Target } from '../../../../core/target.ts';
import { serviceOf } from '../../../world/kinds/ecs.ts';
import type { ItemWrite, Scene, StepCheck } from '../step-check.ts';

export const oneClaim: StepCheck = {
  holds: 'no two revisions are claimed for a target at once',
  atWrite: (write, scene) => (/^target#/.test(write.sk) ? replaced(write, scene) : []),
  atStart: ({ target, mark }, { world }) => {
    const { runs } = isService(target) ? serviceOf(world.aws, target) : { runs: [] };
    const others = runs.slice(0, -1).filter((run) => isOpen(run) && !isGoingBack(run));
    return others.map(({ id }) => `${mark} was started while ${id} was under way there`);
  },
};

/** Of a group of CodeDeploy's there is one at a time anyway. */
function isService(target: TargetDefinition): target is TargetOf<'ecs'> {
  return kindOfTarget(target) === 'ecs';
}

/** An intent that stands makes way for its own release's way back, or for whoever has ended its release. */
function replaced({ before, after }: ItemWrite, { kept }: Scene): string[] {
  const [was, is] = [before, after].map((item) => (item as Target | undefined)?.intent);
  if (was?.status !== 'open' || is?.status !== 'open' || was.release === is.release) return [];
  if (isOver(was, kept)) return [];
  const { name } = after as Target;
  return [`${deploymentMark(is, name)} was claimed while ${deploymentMark(was, name)} stood`];
}

function isOver({ release: id }: Intent, kept: Scene['kept']): boolean {
  const release = kept.release(id);
  if (release === undefined || release.status !== 'running') return true;
  return kept.waves(id).some(({ sealedAt }) => sealedAt !== undefined);
}
