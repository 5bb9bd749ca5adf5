import type { Release } from '../../../../core/release.ts';
import { isLastOn, revisionNameOf } from '../revision-name.ts';
import {
  type ItemWrite,
  isOthersToo,
  LATELY_MILLIS,
  type Scene,
  type StepCheck,
} from '../step-check.ts';

export const endsAsItIs: StepCheck = {
  holds: 'the end of a release is true in AWS as it is decided',
  atWrite: (write, scene) => (/^release#/.test(write.sk) ? untrue(write, scene) : []),
};

function untrue({ before, after }: ItemWrite, scene: Scene): string[] {
  const [was, is] = [before, after].map((item) => item as Release | undefined);
  if (is?.status !== 'settling' || was?.status !== 'running') return [];
  const { outcome, waves: ends } = is.settling;
  const revision = (name: string) => revisionNameOf(scene, is.id, name);
  return scene.kept.waves(is.id).flatMap(({ plan: { index, targets } }) => {
    const end = ends[index];
    const own = targets.filter(({ name }) => !isOthersToo(scene, name));
    const runs = (name: string) => scene.ran(name, LATELY_MILLIS);
    if (outcome === 'Promoted')
      return own
        .filter(({ name }) => isLastOn(scene, is.id, name) && !runs(name).has(revision(name)))
        .map(({ name }) => `${is.id} ended Promoted, and ${name} runs ${[...runs(name)]}`);
    if (end !== 'RolledBack' || is.rollback) return [];
    return own
      .filter(({ name }) => isOn(scene, is, name))
      .filter(({ name }) =>
        [...runs(name)].every((each) => each === revision(name) || each === null),
      )
      .map(({ name }) => `${is.id} ended with ${name} taken back, which runs ${[...runs(name)]}`);
  });
}

/** Whether the way back on the target was this release's, and what it was brought to is another revision. */
function isOn({ kept }: Scene, release: Release, name: string): boolean {
  const intent = kept.target(release.pipeline, name)?.intent;
  return (
    intent?.release === release.id &&
    intent.doing === 'rollBack' &&
    intent.revision.digest !== release.revision.digest
  );
}
