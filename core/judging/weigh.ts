// What follows from the judgings of a wave's targets: charges that fail its bake, and doubts that keep it from passing.

import type { Charge } from './charge.ts';
import type { Heard } from './heard.ts';
import { chargeOf, doubtText, powersOf } from './judgement-texts.ts';

export interface Weighed {
  readonly charges: readonly Charge[];
  readonly doubts: readonly string[];
  /** What a pass is worth: the least harm that would have been seen, target by target. */
  readonly powers: readonly string[];
}

/**
 * Weighs what acts; a shadow changes nothing.
 *
 *     its bake or its shift fails                          →  a charge
 *     an error budget is broken, an insight is open        →  a charge, or a doubt: as it says itself
 *     the old version beside it suffered too               →  a doubt, and no charge: it is not this release
 *     silent                                               →  a doubt
 *     nothing to hold it against, as no traffic was before →  a doubt, unless an alarm watches the target
 */
export function weigh(heard: readonly Heard[]): Weighed {
  const acting = heard.filter(({ mode }) => mode === 'act');
  const all = [...Map.groupBy(acting, ({ target }) => target).values()].map(weighTarget);
  return {
    charges: all.flatMap(({ charges }) => charges),
    doubts: all.flatMap(({ doubts }) => doubts),
    powers: all.flatMap(({ powers }) => powers),
  };
}

function weighTarget(heard: readonly Heard[]): Weighed {
  const shift = heard.find(({ of }) => of === 'shift');
  const bake = heard.find(({ of }) => of === 'bake');
  const failed = heard.filter(({ judgement }) => judgement.verdict === 'fail');
  if (shift?.judgement.doubts.includes('oldSuffersToo') && bake?.judgement.verdict === 'fail')
    return { charges: [], doubts: [doubtText(shift, 'oldSuffersToo')], powers: [] };
  const said = (says: 'charge' | 'doubt') =>
    heard.flatMap(({ target, sayings }) =>
      sayings.flatMap((each) => (each.says === says ? [{ target, text: each.text }] : [])),
    );
  const ofSignals = said('charge').map(
    (each): Charge => ({ ...each, by: 'signal', name: 'error budgets and insights' }),
  );
  const charges = [...failed.map(chargeOf), ...ofSignals];
  if (charges.length > 0) return { charges, doubts: [], powers: [] };
  const doubts = [...(bake ? doubtsOf(bake) : []), ...said('doubt').map(({ text }) => text)];
  return { charges: [], doubts, powers: bake ? powersOf(bake) : [] };
}

/** The shift alone is never asked to be heard: it is short, and the bake after it is. */
function doubtsOf(bake: Heard): string[] {
  const { doubts } = bake.judgement;
  return doubts
    .filter((doubt) => doubt !== 'noBaseline' || !bake.hasAlarms)
    .map((doubt) => doubtText(bake, doubt));
}
