// The board's pages on this machine: loopback only, and to be read.

import { eventsMount } from '@tidegate/embedded-aws/server/events-mount';
import { type Page, pageMount } from '@tidegate/embedded-aws/server/page-mount';
import {
  type LocalServer,
  type Mount,
  PortUnavailableError,
  serve,
} from '@tidegate/embedded-aws/server/server';
import { realClock } from '../aws/clock.ts';
import type { Commands } from '../aws/commands.ts';
import { renderBoard } from '../board/board.ts';
import { queryOf, servedLinks, servedLinksFor } from '../board/links.ts';
import { LIVE_PATH, livePolicy, liveScript, stillPolicy } from '../board/live.ts';
import { renderNotice } from '../board/notice.ts';
import { renderPage, renderViewed } from '../board/page.ts';
import { type Reader, readerOf } from '../board/reader.ts';
import { type PageAsked, pageAsked } from '../core/board/asked.ts';
import { pipelineView } from '../core/board/view.ts';
import { Failure } from '../core/failure.ts';
import { readBoard } from '../flows/read-board.ts';
import { viewAsked } from '../flows/view-asked.ts';
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

const isBoardPath = (path: string): boolean => path === '/board' || path.startsWith('/board/');

/** Of a world that is played here: its pipeline first, and what leads on from there. */
export function boardMounts({ onlooker, pipelines, clock }: World): readonly Mount[] {
  const [{ pipeline }] = pipelines;
  const viewOf = async (name: string) =>
    pipelineView(await readBoard(onlooker, name), clock.millis());
  const pages = pageMount(
    async ({ path, query, accepted, follow }): Promise<Page> => {
      const reader = readerOf({ ...query, accepted });
      const links = servedLinksFor(reader.asked);
      const asked = path === '/' ? homeOf(pipeline, follow) : pageAsked(path, query);
      if (asked === undefined) return nothingFor(reader);
      return orNotice(reader, async () => {
        if (asked.page === 'pipeline')
          return renderPage(await viewOf(asked.name), {
            ...asked,
            links,
            reader,
            script: liveScript,
          });
        return renderViewed(await viewAsked(onlooker, asked, clock.millis()), links, reader);
      });
    },
    { isPath: isBoardPath, policy: livePolicy },
  );
  const live = eventsMount({
    path: LIVE_PATH,
    everySeconds: 1,
    sleep: realClock.sleep,
    part: async ({ page = '', ...query }) => {
      const asked = page === '/' ? homeOf(pipeline, true) : pageAsked(page, query);
      if (asked?.page !== 'pipeline') return undefined;
      const view = await viewOf(asked.name).catch(() => undefined);
      const reader = readerOf(query);
      return view && renderBoard(view, servedLinksFor(reader.asked), reader);
    },
  });
  return [live, pages];
}

function homeOf(name: string, follow: boolean): PageAsked {
  return { page: 'pipeline', name, follow };
}

function nothingFor(reader: Reader): Page {
  return { status: 404, html: renderNotice(reader.words.nothingHere, reader) };
}

async function orNotice(reader: Reader, make: () => Promise<string>): Promise<Page> {
  try {
    return await make();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { status: 404, html: renderNotice(thrown.message, reader) };
  }
}

/** Of a deployed Tidegate: each page is asked for anew, signed, and nothing is kept here. */
export function boardBehind(commands: Commands, pipeline: string | undefined) {
  const start = pipeline === undefined ? servedLinks.fleet() : servedLinks.pipeline(pipeline);
  const mount = pageMount(
    async ({ path, query, accepted }): Promise<Page> => {
      const reader = readerOf({ ...query, accepted });
      const wanted = path === '/' ? start : path;
      if (pageAsked(wanted, query) === undefined) return nothingFor(reader);
      const search = queryOf(query, { lang: reader.language });
      const answered = await commands.page(`${wanted}${search}`);
      if (isOurs(answered)) return { status: answered.status, html: answered.text };
      return { status: 502, html: renderNotice(refusalText(answered), reader) };
    },
    { isPath: isBoardPath, policy: stillPolicy },
  );
  return {
    mount,
    /** Throws where no page comes from there at all. */
    async refuseUnreachable(): Promise<void> {
      const answered = await commands.page(start);
      if (isOurs(answered) && answered.status === 200) return;
      const code = answered.status === 403 ? 'NotAllowed' : 'ServiceFailed';
      if (!isOurs(answered)) throw new Failure(code, refusalText(answered));
      throw new Failure('Refused', `expected the name of an applied pipeline, got ${pipeline}`);
    },
  };
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** What does not come from our function is no page of ours, and is shown as a text. */
function isOurs({ text }: Answered): boolean {
  return text.startsWith('<!doctype html>');
}

function refusalText({ status, text }: Answered): string {
  const got = status === 0 ? text : `HTTP ${status}: ${text.slice(0, 200)}`;
  return (
    `expected the board at the stack’s API, got ${got}; you need execute-api:Invoke on GET/board and below, ` +
    'and a Tidegate of this version there'
  );
}
