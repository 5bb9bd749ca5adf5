// The board's pages on this machine: loopback only, and to be read.

import { type Page, pageMount } from '@tidegate/embedded-aws/server/page-mount';
import {
  type LocalServer,
  type Mount,
  PortUnavailableError,
  serve,
} from '@tidegate/embedded-aws/server/server';
import { servedLinks } from '../board/links.ts';
import { renderNotice } from '../board/notice.ts';
import { renderPage } from '../board/page.ts';
import { pageAsked } from '../core/board/asked.ts';
import { pipelineView } from '../core/board/view.ts';
import { Failure } from '../core/failure.ts';
import { readBoard } from '../flows/read-board.ts';
import { pageOf } from '../functions/board-pages.ts';
import type { World } from '../simulation/world/world.ts';

/** Throws `Refused` where the port cannot be had. */
export async function served(mounts: readonly Mount[], port: number): Promise<LocalServer> {
  try {
    return await serve(mounts, port);
  } catch (cause) {
    if (!(cause instanceof PortUnavailableError)) throw cause;
    throw new Failure('Refused', cause.message, { cause });
  }
}

export const isBoardPath = (path: string): boolean =>
  path === '/board' || path.startsWith('/board/');

/** Of a world that is played here: its pipeline first, and what leads on from there. */
export function boardMount({ onlooker, pipelines, clock }: World): Mount {
  const [{ pipeline }] = pipelines;
  return pageMount(async ({ path, query, follow }): Promise<Page> => {
    const now = clock.millis();
    if (path === '/')
      return renderPage(pipelineView(await readBoard(onlooker, pipeline), now), {
        follow,
        links: servedLinks,
      });
    const asked = pageAsked(path, query);
    if (asked === undefined) return NOTHING;
    return orNotice(() => pageOf(onlooker, asked, servedLinks, now));
  }, isBoardPath);
}

export const NOTHING: Page = {
  status: 404,
  html: renderNotice('Nothing is here; the fleet is at /board.'),
};

async function orNotice(make: () => Promise<string>): Promise<Page> {
  try {
    return await make();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { status: 404, html: renderNotice(thrown.message) };
  }
}
