// Where pages lead to each other: by the paths of a server, or by the files of an export.

import { foreign, type Html, html } from './html.ts';

export interface Links {
  readonly fleet: (wish?: FleetWish) => string;
  readonly pipeline: (name: string) => string;
  readonly release: (id: string) => string;
}

/** What of the fleet is shown: a team's services, or those in a state. */
export interface FleetWish {
  readonly team?: string;
  readonly state?: string;
}

/** As the function behind IAM and the local server know them; `core/board/asked.ts` reads them. */
export const servedLinks: Links = {
  fleet: ({ team, state } = {}) => {
    const asked = new URLSearchParams({
      ...(team !== undefined && { team }),
      ...(state !== undefined && { state }),
    });
    return asked.size > 0 ? `/board?${asked}` : '/board';
  },
  pipeline: (name) => `/board/pipelines/${encodeURIComponent(name)}`,
  release: (id) => `/board/releases/${encodeURIComponent(id)}`,
};

/** As files lie beside each other, seen from one that lies so many folders deep. A file has no filters. */
export function exportedLinks(depth: number): Links {
  const up = '../'.repeat(depth);
  return {
    fleet: () => `${up}index.html`,
    pipeline: (name) => `${up}pipelines/${encodeURIComponent(name)}.html`,
    release: (id) => `${up}releases/${encodeURIComponent(id)}.html`,
  };
}

/** A link where there is somewhere to go; in a widget there is not. */
export function linked(text: string, to: string | undefined): Html {
  return to === undefined ? foreign(text) : html`<a href="${to}">${foreign(text)}</a>`;
}
