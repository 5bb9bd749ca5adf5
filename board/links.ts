// Where pages lead to each other: by the paths of a server, or by the files of an export.

import { foreign, type Html, html } from './html.ts';

export interface Links {
  readonly fleet: (wish?: FleetWish) => string;
  readonly pipeline: (name: string) => string;
  readonly release: (id: string) => string;
  readonly measures: (wish?: MeasuresWish) => string;
  /** Whether a page can be asked for in another language, by its query: a file cannot. */
  readonly areAsked: boolean;
}

/** What of the fleet is shown: a team's services, or those in a state. */
export interface FleetWish {
  readonly team?: string;
  readonly state?: string;
}

/** How it is measured: by what, and over how many days. */
export interface MeasuresWish {
  readonly by?: string;
  readonly days?: number;
}

type Asked = Readonly<Record<string, string>>;

/** As the function behind IAM and the local server know them; `core/board/asked.ts` reads them. */
export function servedLinksFor(asked: Asked): Links {
  return {
    fleet: ({ team, state } = {}) =>
      `/board${queryOf({ ...(team !== undefined && { team }), ...(state !== undefined && { state }) }, asked)}`,
    pipeline: (name) => `/board/pipelines/${encodeURIComponent(name)}${queryOf(asked)}`,
    release: (id) => `/board/releases/${encodeURIComponent(id)}${queryOf(asked)}`,
    measures: ({ by, days } = {}) =>
      `/board/measures${queryOf({ ...(by !== undefined && { by }), ...(days !== undefined && { days: String(days) }) }, asked)}`,
    areAsked: true,
  };
}

export const servedLinks = servedLinksFor({});

/** `?a=1&still`; nothing of nothing, and a word alone where nothing is said of it. */
export function queryOf(...asked: readonly Asked[]): string {
  const parts = Object.entries(Object.assign({}, ...asked) as Asked).map(([name, value]) =>
    value === '' ? name : `${new URLSearchParams({ [name]: value })}`,
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** As files lie beside each other, seen from one that lies so many folders deep. A file has no filters. */
export function exportedLinks(depth: number): Links {
  const up = '../'.repeat(depth);
  return {
    fleet: () => `${up}index.html`,
    pipeline: (name) => `${up}pipelines/${encodeURIComponent(name)}.html`,
    release: (id) => `${up}releases/${encodeURIComponent(id)}.html`,
    measures: ({ by = 'service' } = {}) => `${up}measures/${by}.html`,
    areAsked: false,
  };
}

/** A link where there is somewhere to go; in a widget there is not. */
export function linked(text: string, to: string | undefined): Html {
  return to === undefined ? foreign(text) : html`<a href="${to}">${foreign(text)}</a>`;
}
