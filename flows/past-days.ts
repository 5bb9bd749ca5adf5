// The same hours of other days, beside which a bake is judged: asked of CloudWatch once for a bake, and kept.

import { gunzipSync, gzipSync } from 'node:zlib';
import type { Series } from '@tidegate/judge/case';
import * as z from 'zod';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { historyLags } from '../core/watch/case-times.ts';
import { covers, type Past, partOf, pastId, pastKey, wholePast } from '../core/watch/past.ts';
import { earlier, type MetricQuery, type Span } from '../core/watch/span.ts';
import type { BakedWave } from '../core/wave.ts';
import { ITEM_BYTES } from './pieces.ts';
import type { Ports } from './ports.ts';

/** A look at the bake of one target. */
interface Look {
  readonly wave: BakedWave;
  readonly target: TargetDefinition;
  readonly lookedAt: Date;
}

/**
 * The series of each query so many seconds earlier, for each of `historyLags`, in the queries' order, on the span's
 * grid. Of those that were read before for this bake nothing is asked again.
 *
 * Throws `ServiceFailed` where what is asked cannot be read, as reading metrics does.
 */
export async function readPast(
  ports: Ports,
  look: Look,
  queries: readonly MetricQuery[],
  asked: Span,
): Promise<ReadonlyMap<number, readonly Series[]>> {
  const kept = await readKept(ports, look);
  const known = kept && covers(kept, asked) ? kept : undefined;
  const lacking = historyLags.map((lag) => {
    return { lag, queries: queries.filter((query) => !known?.series.has(pastId(lag, query))) };
  });
  const past = lacking.some((each) => each.queries.length > 0)
    ? await readMore(ports, look, lacking, known ?? nothingOf(look, asked))
    : (known ?? nothingOf(look, asked));
  return new Map(
    historyLags.map((lag) => {
      const series = queries.map((query) => past.series.get(pastId(lag, query)) ?? []);
      return [lag, series.map((each) => partOf(each, asked))] as const;
    }),
  );
}

function nothingOf({ wave, lookedAt }: Look, asked: Span): Past {
  return { span: wholePast(asked, wave, lookedAt, Math.min(...historyLags)), series: new Map() };
}

interface Lacking {
  readonly lag: number;
  readonly queries: readonly MetricQuery[];
}

async function readMore(
  ports: Ports,
  look: Look,
  lacking: readonly Lacking[],
  { span, series }: Past,
): Promise<Past> {
  const read = await Promise.all(
    lacking.map(async ({ lag, queries }) => {
      if (queries.length === 0) return [];
      const found = await ports.metrics.series(look.target, queries, earlier(span, lag));
      return queries.map((query, at) => [pastId(lag, query), found[at] ?? []] as const);
    }),
  );
  const past = { span, series: new Map([...series, ...read.flat()]) };
  await keep(ports, look, past);
  return past;
}

const seriesSchema = z.record(z.string(), z.array(z.number().nullable()));

async function readKept(ports: Ports, { wave, target }: Look): Promise<Past | undefined> {
  const kept = await ports.table.get(pastKey(wave.release, wave.plan.index, target.name));
  if (kept === undefined) return undefined;
  const { from, to, periodSeconds, bytes } = kept;
  const series = seriesSchema.parse(JSON.parse(gunzipSync(bytes).toString()));
  return {
    span: { from: new Date(from), to: new Date(to), periodSeconds },
    series: new Map(Object.entries(series)),
  };
}

/** Of what does not fit into an item nothing is kept: it is read again at each look. */
async function keep(
  ports: Ports,
  { wave: { release, plan }, target: { name: target } }: Look,
  { span: { from, to, periodSeconds }, series }: Past,
): Promise<void> {
  const bytes = gzipSync(JSON.stringify(Object.fromEntries(series)));
  if (bytes.length > ITEM_BYTES) return;
  const times = { from: from.toISOString(), to: to.toISOString(), periodSeconds };
  const wave = plan.index;
  const item = { kind: 'past', release, wave, target, ...times, bytes } as const;
  await ports.table.put(pastKey(release, wave, target), item);
}
