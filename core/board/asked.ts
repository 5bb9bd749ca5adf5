// Which page of the board is asked for, by its path.

import { type MeasuredBy, measuredBy } from './measures-view.ts';

export type PageAsked =
  | { readonly page: 'fleet'; readonly team?: string; readonly state?: string }
  | { readonly page: 'pipeline'; readonly name: string; readonly follow: boolean }
  | { readonly page: 'release'; readonly id: string }
  | { readonly page: 'measures'; readonly by: MeasuredBy; readonly days: number };

/** Of a pipeline, and of a release. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 *     /board?team=payments      →  the fleet, that team's services
 *     /board/pipelines/shop     →  that pipeline, which loads itself again and again
 *     …/shop?still              →  the same, which does not
 *     /board/releases/shop-84f… →  that release
 *     /board/measures?by=team   →  how each team's services are delivered, over ninety days
 *     anything else             →  undefined
 */
export function pageAsked(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): PageAsked | undefined {
  const [root, room, kind, encoded, ...others] = path.split('/');
  if (root !== '' || room !== 'board' || others.length > 0) return undefined;
  if (kind === undefined || (kind === '' && encoded === undefined)) return fleetAsked(query);
  if (kind === 'measures' && encoded === undefined) return measuresAsked(query);
  const name = decoded(encoded ?? '');
  if (name === undefined || !isPageName(name)) return undefined;
  if (kind === 'pipelines') return { page: 'pipeline', name, follow: query.still === undefined };
  return kind === 'releases' ? { page: 'release', id: name } : undefined;
}

function fleetAsked({ team, state }: Readonly<Record<string, string | undefined>>): PageAsked {
  return { page: 'fleet', ...(team && { team }), ...(state && { state }) };
}

const DAYS = 90;
const MOST_DAYS = 366;

function measuresAsked({
  by = 'service',
  days = String(DAYS),
}: Readonly<Record<string, string | undefined>>): PageAsked | undefined {
  const found = measuredBy.find((each) => each === by);
  const count = /^\d{1,3}$/.test(days) ? Number(days) : 0;
  if (found === undefined || count < 1 || count > MOST_DAYS) return undefined;
  return { page: 'measures', by: found, days: count };
}

export function isPageName(name: string): boolean {
  return NAME.test(name);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
