// Worlds that are played, and all pages of the board at moments of them, for a reader of Korean or of English.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { exportedLinks, servedLinksFor } from '../../board/links.ts';
import { renderFleetPage, renderStillPage, renderViewed } from '../../board/page.ts';
import type { Reader } from '../../board/reader.ts';
import { renderWidget } from '../../board/widget.ts';
import { readPipeline } from '../../cli/pipeline-file.ts';
import { readWorld } from '../../cli/world-files.ts';
import { measuredBy } from '../../core/board/measures-view.ts';
import type { Viewed } from '../../core/board/viewed.ts';
import { ranges } from '../../core/keys.ts';
import { stopOffers } from '../../flows/stop-offers.ts';
import { viewAsked } from '../../flows/view-asked.ts';
import { parseWorld } from '../../simulation/world/parse-scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { checkoutWith } from '../simulation/scenarios/checkout-places.ts';
import { tablesOfFile } from '../tables.ts';

/** A scenario of the examples on its pipeline, or on the checkout with these targets. */
export async function worldOf(
  scenario: string,
  pipeline: string | readonly string[],
): Promise<World> {
  const file = `examples/scenarios/${scenario}.yml`;
  const parsed =
    typeof pipeline === 'string'
      ? readWorld(pipeline, file)
      : parseWorld(readFileSync(file, 'utf8'), file, [checkoutWith(pipeline)], (others) =>
          others.map((other) => readPipeline(resolve(dirname(file), other))),
        );
  return makeWorld({
    ...parsed,
    seed: 1,
    tables: tablesOfFile(),
    sweeps: 'needed',
    readFile: (path) => readFileSync(resolve(dirname(file), path), 'utf8'),
  });
}

export interface Shown {
  readonly name: string;
  readonly page: string;
}

/** Each page as it is now: those of a server, those of a dashboard, and files. */
export async function pagesOf(world: World, reader: Reader): Promise<Shown[]> {
  const { onlooker, pipelines, clock } = world;
  const now = clock.millis();
  const links = servedLinksFor(reader.asked);
  const ids = await Promise.all(
    pipelines.map(({ pipeline }) => onlooker.table.list(ranges.releases(pipeline))),
  );
  const asked = [
    { page: 'fleet' } as const,
    ...pipelines.map(
      ({ pipeline }) => ({ page: 'pipeline', name: pipeline, follow: true }) as const,
    ),
    ...ids.flat().map(({ id }) => ({ page: 'release', id }) as const),
    ...measuredBy.map((by) => ({ page: 'measures', by, days: 30 }) as const),
  ];
  const shown: Shown[] = [];
  for (const each of asked) {
    const viewed = await viewAsked(onlooker, each, now);
    const name = [
      each.page,
      'name' in each && each.name,
      'id' in each && each.id,
      'by' in each && each.by,
    ]
      .filter(Boolean)
      .join(' ');
    shown.push({ name, page: renderViewed(viewed, links, reader) });
    shown.push({ name: `widget of ${name}`, page: await widgetOf(world, viewed, reader) });
    if (viewed.page === 'pipeline')
      shown.push({
        name: `file of ${name}`,
        page: renderStillPage(viewed.view, exportedLinks(1), reader),
      });
    if (viewed.page === 'fleet')
      shown.push({
        name: `file of ${name}`,
        page: renderFleetPage(viewed.view, {}, exportedLinks(0), reader),
      });
  }
  return shown;
}

async function widgetOf({ onlooker }: World, viewed: Viewed, reader: Reader): Promise<string> {
  const offers = await stopOffers(onlooker, viewed);
  return renderWidget(viewed, 'light', reader, {
    offers,
    functionArn: 'arn:aws:lambda:eu-west-1:1:function:a',
  });
}
