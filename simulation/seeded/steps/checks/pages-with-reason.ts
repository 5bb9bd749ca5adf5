import { isAsking } from '../../../../core/asking.ts';
import { hasBaked, type Wave } from '../../../../core/wave.ts';
import type { Page, Scene, StepCheck } from '../step-check.ts';

export const pagesWithReason: StepCheck = {
  holds: 'people are paged for a dirty end and for a question, and for nothing else',
  atPage: (page, scene) =>
    hasReason(page, scene) ? [] : [`people were paged, for ${page.name} ${page.word}`],
};

function hasReason({ name }: Page, { kept }: Scene): boolean {
  if (name === 'ReleasesEnded')
    return kept
      .releases()
      .some((each) => each.status !== 'running' && each.settling?.outcome === 'LeftDirty');
  if (name === 'PeopleAsked')
    return kept.releases().some(({ id }) => kept.waves(id).some(isOrWasAsking));
  return false;
}

/** An alarm may have decided it already. */
function isOrWasAsking(wave: Wave): boolean {
  return isAsking(wave) || (hasBaked(wave) && wave.bake.asked !== undefined);
}
