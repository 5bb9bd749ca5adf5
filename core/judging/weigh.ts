// What follows from the judgings of a wave's targets: charges that fail its bake, and doubts that keep it from passing.

import type { Judging } from './judging.ts';
import { chargeText, doubtText } from './words.ts';

export interface Heard
  extends Pick<
    Judging,
    'target' | 'of' | 'mode' | 'judgement' | 'sayings' | 'beganAt' | 'stepSeconds'
  > {
  /** Whether an alarm watches the target: then something absolute speaks for it, whatever it can be held against. */
  readonly hasAlarms: boolean;
}

export interface Weighed {
  readonly charges: readonly string[];
  readonly doubts: readonly string[];
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
  };
}

function weighTarget(heard: readonly Heard[]): Weighed {
  const shift = heard.find(({ of }) => of === 'shift');
  const bake = heard.find(({ of }) => of === 'bake');
  const failed = heard.filter(({ judgement }) => judgement.verdict === 'fail');
  if (shift?.judgement.doubts.includes('oldSuffersToo') && bake?.judgement.verdict === 'fail')
    return { charges: [], doubts: [doubtText(shift, 'oldSuffersToo')] };
  const said = (says: 'charge' | 'doubt') =>
    heard.flatMap(({ sayings }) =>
      sayings.flatMap((each) => (each.says === says ? [each.text] : [])),
    );
  const charges = [...failed.map(chargeText), ...said('charge')];
  if (charges.length > 0) return { charges, doubts: [] };
  return { charges: [], doubts: [...(bake ? doubtsOf(bake) : []), ...said('doubt')] };
}

/** The shift alone is never asked to be heard: it is short, and the bake after it is. */
function doubtsOf(bake: Heard): string[] {
  const { doubts } = bake.judgement;
  return doubts
    .filter((doubt) => doubt !== 'noBaseline' || !bake.hasAlarms)
    .map((doubt) => doubtText(bake, doubt));
}
