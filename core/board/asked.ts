// Which page of the board is asked for, by its path.

export type PageAsked =
  | { readonly page: 'fleet'; readonly team?: string; readonly state?: string }
  | { readonly page: 'pipeline'; readonly name: string; readonly follow: boolean }
  | { readonly page: 'release'; readonly id: string };

/** Of a pipeline, and of a release. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 *     /board?team=payments      →  the fleet, that team's services
 *     /board/pipelines/shop     →  that pipeline, which loads itself again and again
 *     …/shop?still              →  the same, which does not
 *     /board/releases/shop-84f… →  that release
 *     anything else             →  undefined
 */
export function pageAsked(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): PageAsked | undefined {
  const [root, room, kind, encoded, ...others] = path.split('/');
  if (root !== '' || room !== 'board' || others.length > 0) return undefined;
  if (kind === undefined || (kind === '' && encoded === undefined)) return fleetAsked(query);
  const name = decoded(encoded ?? '');
  if (name === undefined || !isPageName(name)) return undefined;
  if (kind === 'pipelines') return { page: 'pipeline', name, follow: query.still === undefined };
  return kind === 'releases' ? { page: 'release', id: name } : undefined;
}

function fleetAsked({ team, state }: Readonly<Record<string, string | undefined>>): PageAsked {
  return { page: 'fleet', ...(team && { team }), ...(state && { state }) };
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
