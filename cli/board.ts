// tidegate board: the board of a deployed Tidegate in a browser, or as files.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../board/language/languages.ts';
import { exportedLinks, type Links } from '../board/links.ts';
import { renderNotice } from '../board/notice.ts';
import {
  renderFleetPage,
  renderMeasuresPage,
  renderReleasePage,
  renderStillPage,
} from '../board/page.ts';
import { type Reader, readerOf } from '../board/reader.ts';
import { fleetView } from '../core/board/fleet-view.ts';
import { measuredBy } from '../core/board/measures-view.ts';
import { pipelineView } from '../core/board/view.ts';
import { Failure } from '../core/failure.ts';
import { orLogged } from '../flows/one-by-one.ts';
import { readBoard } from '../flows/read-board.ts';
import { readFleet } from '../flows/read-fleet.ts';
import { readMeasures } from '../flows/read-measures.ts';
import { readStory } from '../flows/read-story.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import { boardBehind, served } from './board-server.ts';
import { type CommandsWhere, openCommands } from './commands.ts';
import { type Deployed, openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { stopSignal } from './stop-signal.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string | undefined;
  readonly port: number;
  readonly export: string | undefined;
  /** What a file is written for: it cannot be asked for in another way. */
  readonly lang: Language;
  readonly tz: string | undefined;
  readonly api: string | undefined;
  readonly json: boolean;
}

export async function board(asked: Asked): Promise<number> {
  const { pipeline, port, export: folder, lang, tz, api, json, ...where } = asked;
  if (folder === undefined) return show({ ...where, api }, { pipeline, port, json });
  if (pipeline !== undefined)
    throw refuseUsage('expected --export without a pipeline: it writes all of them');
  refuseForeign(folder);
  const reader = readerOf({ lang, tz });
  if (tz !== undefined && reader.asked.tz === undefined)
    throw refuseUsage(`expected --tz to name a time zone, such as Asia/Seoul, got ${tz}`);
  const written = await exportTo(folder, await openDeployed(where), reader);
  if (json) printJson({ folder, ...written });
  else print([`${folder}: ${written.pipelines} pipelines, ${written.releases} releases`]);
  return 0;
}

interface Shown {
  readonly pipeline: string | undefined;
  readonly port: number;
  readonly json: boolean;
}

async function show(where: CommandsWhere, { pipeline, port, json }: Shown): Promise<number> {
  const pages = boardBehind(openCommands(where), pipeline);
  await pages.refuseUnreachable();
  const signal = stopSignal();
  const server = await served([pages.mount], port);
  try {
    if (json) printJson({ address: server.address });
    else print([`The board: ${server.address}`, 'It stays until Ctrl-C.']);
    await signal.whenStopped;
  } finally {
    signal.release();
    await server.close();
  }
  return 0;
}

/** So that an export can be made again, and nothing else is written over. */
const MARK = '.tidegate-board';

function refuseForeign(folder: string): void {
  if (!existsSync(folder)) return;
  const there = readdirSync(folder);
  if (there.length === 0 || there.includes(MARK)) return;
  throw new Failure(
    'Refused',
    `expected a folder that is empty, or one of an earlier export, got ${folder} with ${there.length} other files`,
  );
}

const MEASURED_DAYS = 90;

async function exportTo(
  folder: string,
  { ports, now }: Deployed,
  reader: Reader,
): Promise<{ readonly pipelines: number; readonly releases: number }> {
  const at = await now();
  const { all, unread } = await readFleet(ports);
  const write = (parts: readonly string[], html: string) => {
    mkdirSync(join(folder, ...parts.slice(0, -1)), { recursive: true });
    writeFileSync(join(folder, ...parts), html);
  };
  write([MARK], `${new Date(at).toISOString()}\n`);
  const names = all.map(({ definition }) => definition.pipeline);
  const views = await sideBySide(names, async (name) => {
    const view = await orLogged(ports, { pipeline: name }, async () =>
      pipelineView(await readBoard(ports, name), at),
    );
    // The fleet leads there, whatever is in it.
    const page = view
      ? renderStillPage(view, below, reader)
      : renderNotice(reader.words.unreadable(name), reader, below.fleet());
    write(['pipelines', `${name}.html`], page);
    return view;
  });
  const ids = views.flatMap((view) => view?.releases.map(({ id }) => id) ?? []);
  const told = await sideBySide(ids, async (id) => {
    const story = await orLogged(ports, { release: id }, () => readStory(ports, id, at));
    // A release that cannot be explained has a page too: its pipeline leads there.
    write(
      ['releases', `${id}.html`],
      story
        ? renderReleasePage(story, below, reader)
        : renderNotice(reader.words.unreadable(id), reader, below.fleet()),
    );
    return story;
  });
  for (const by of measuredBy) {
    const measures = await readMeasures(ports, { by, days: MEASURED_DAYS }, at, names.length);
    write(['measures', `${by}.html`], renderMeasuresPage(measures, below, reader));
  }
  const fleet = fleetView(all, unread, at);
  write(['index.html'], renderFleetPage(fleet, {}, exportedLinks(0), reader));
  return {
    pipelines: views.filter((each) => each !== undefined).length,
    releases: told.filter((each) => each !== undefined).length,
  };
}

const below: Links = exportedLinks(1);
