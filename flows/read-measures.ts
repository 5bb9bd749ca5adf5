// Reads what the page of measures shows: of so many services as it may take, by their names.

import { type MeasuredBy, type MeasuresView, measuresView } from '../core/board/measures-view.ts';
import { ranges } from '../core/keys.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { readMeasured } from './read-measured.ts';
import { sideBySide } from './side-by-side.ts';

export interface MeasuresAsked {
  readonly by: MeasuredBy;
  readonly days: number;
}

/** A ledger of ninety days has thousands of lines, and a page is waited for. */
const MOST_ON_A_PAGE = 60;

const DAY_MILLIS = 86_400_000;

/** At a time in milliseconds. What cannot be read is not measured. */
export async function readMeasures(
  ports: Ports,
  { by, days }: MeasuresAsked,
  now: number,
  most = MOST_ON_A_PAGE,
): Promise<MeasuresView> {
  const names = (await readableItems(ports, ranges.pipelineNames())).map((it) => it.pipeline);
  const since = new Date(now - days * DAY_MILLIS).toISOString();
  const read = await sideBySide(names.toSorted().slice(0, most), (name) =>
    orLogged(ports, { pipeline: name }, () => readMeasured(ports, name, since)),
  );
  const measured = read.filter((service) => service !== undefined);
  return measuresView(measured, { by, days, services: names.length }, now);
}
