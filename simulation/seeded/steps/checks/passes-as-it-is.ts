import { alarmAt } from '../../../../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../../../../core/pipeline/target-schema.ts';
import { decisionOf, hasOpened, type Wave } from '../../../../core/wave.ts';
import { waveName } from '../../../../core/wave-name.ts';
import { revisionNameOf } from '../revision-name.ts';
import {
  type ItemWrite,
  isOthersToo,
  LATELY_MILLIS,
  type Scene,
  type StepCheck,
} from '../step-check.ts';

export const passesAsItIs: StepCheck = {
  holds: 'a bake passes while each target runs the revision, for long enough, and each alarm is OK',
  atWrite: (write, scene) => {
    if (!/^waves#/.test(write.pk)) return [];
    const { before, wave } = passed(write);
    return wave && !before ? wrongWith(wave, scene) : [];
  },
};

function passed({ before, after }: ItemWrite) {
  const [was, is] = [before, after].map((item) => item as Wave | undefined);
  const isPass = (it: Wave | undefined) => it && decisionOf(it).verdict === 'pass';
  return { before: isPass(was), wave: is && isPass(is) ? is : undefined };
}

function wrongWith(wave: Wave, scene: Scene): string[] {
  const { plan, release } = wave;
  if (plan.bake === undefined || !hasOpened(wave)) return [];
  const says = `${release}: ${waveName(plan)} passed`;
  const enough = plan.bake.seconds * 1000 - LATELY_MILLIS / 10;
  return plan.targets.flatMap((target) => {
    const { name } = target;
    const revision = revisionNameOf(scene, release, name);
    const isThere = scene.ran(name, LATELY_MILLIS).has(revision);
    // Instances that join make a mixture of it for a while.
    const millis = isOthersToo(scene, name) ? enough : scene.now - scene.runsSince(name);
    return [
      ...(isThere ? [] : [`${says} while ${name} ran another`]),
      ...(isThere && millis < enough && scene.ran(name, 0).has(revision)
        ? [`${says} when ${name} had run it for ${Math.round(millis / 1000)} s only`]
        : []),
      ...notOk(target, scene).map((alarm) => `${says} while ${alarm} was not OK`),
    ];
  });
}

/** At no moment of late: what is missing is not OK. */
function notOk(target: TargetDefinition, { world, now }: Scene): string[] {
  return target.alarms
    .map((named) => alarmAt(target, named))
    .filter(({ name, ...place }) => {
      const history = world.aws.cloudWatch.alarms.find(name, place)?.history ?? [];
      const changes = history.filter(({ type }) => type === 'StateUpdate');
      const first = Math.max(
        0,
        changes.findLastIndex(({ at }) => at <= now - LATELY_MILLIS),
      );
      return !changes.slice(first).some(({ summary }) => summary.endsWith(' to OK'));
    })
    .map(({ name }) => name);
}
