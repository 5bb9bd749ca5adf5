// Reads what can be stopped from a page: its pipeline and its stages; of the fleet, all there is, or a team's.

import { type StopOffer, stopOffer } from '../core/board/stop-offer.ts';
import type { Viewed } from '../core/board/viewed.ts';
import { type Scope, scopeText } from '../core/hold.ts';
import { keys } from '../core/keys.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** More buttons are a list to search through, and the pipeline's own stops them all. */
const MOST_STAGES = 12;

/** What cannot be read is not offered: nobody could say how it stands. */
export async function stopOffers(ports: Ports, viewed: Viewed): Promise<readonly StopOffer[]> {
  const offers = await sideBySide(scopesOf(viewed), (scope) =>
    orLogged(ports, { scope: scopeText(scope) }, () => stopOfferOf(ports, scope)),
  );
  return offers.filter((offer) => offer !== undefined);
}

export async function stopOfferOf(ports: Ports, scope: Scope): Promise<StopOffer> {
  const hold = await ports.table.get(keys.hold(scopeText(scope)));
  return stopOffer(scope, hold, ports.clock.now());
}

function scopesOf(viewed: Viewed): readonly Scope[] {
  if (viewed.page === 'pipeline') {
    const { pipeline, stages } = viewed.view;
    const parts = stages
      .slice(0, MOST_STAGES)
      .map(({ name }): Scope => ({ kind: 'stage', pipeline, stage: name }));
    return [{ kind: 'pipeline', pipeline }, ...parts];
  }
  if (viewed.page !== 'fleet') return [];
  const { team } = viewed;
  // Of a team that owns nothing nobody could stop anything.
  const isKnown = team !== undefined && viewed.view.teams.includes(team);
  return [...(isKnown ? [{ kind: 'team', team } as const] : []), { kind: 'organisation' }];
}
