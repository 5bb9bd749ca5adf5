import { isAsking } from '../../../../core/asking.ts';
import type { Release } from '../../../../core/release.ts';
import { hasBaked, type Wave } from '../../../../core/wave.ts';
import type { Page, Scene, StepCheck } from '../step-check.ts';

export const pagesWithReason: StepCheck = {
  holds: 'people are paged for a dirty end and for a question, and for nothing else',
  atPage: (page, scene) =>
    hasReason(page, scene) ? [] : [`people were paged, for ${page.name} ${page.word}`],
};

function hasReason({ name, word }: Page, { kept }: Scene): boolean {
  if (name === 'ReleasesEnded')
    return kept
      .releases()
      .some((each) => each.status !== 'running' && each.settling?.outcome === 'LeftDirty');
  if (word === 'changes')
    return kept.releases().some((release) => isOrWasAskedOfChanges(release, kept));
  if (name === 'PeopleAsked')
    return kept.releases().some(({ id }) => kept.waves(id).some(isOrWasAsking));
  return false;
}

function isOrWasAskedOfChanges({ id, pipeline }: Release, kept: Scene['kept']): boolean {
  const names = kept.waves(id).flatMap(({ plan }) => plan.targets.map(({ name }) => name));
  return names.some((name) => kept.target(pipeline, name)?.intent?.prepared?.askedAt !== undefined);
}

/** An alarm may have decided it already. */
function isOrWasAsking(wave: Wave): boolean {
  return isAsking(wave) || (hasBaked(wave) && wave.bake.asked !== undefined);
}
