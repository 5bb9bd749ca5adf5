// Deployments as vertical lines on the graphs of a dashboard. A person may have changed it: nothing is touched but the
// lines that are ours.

import * as z from 'zod';
import type { Outcome } from '../outcome.ts';
import { type Release, releaseEndOf } from '../release.ts';
import { labelOf } from '../revision.ts';

export interface Mark {
  readonly release: string;
  /** When its first wave began: until then it has changed nothing. ISO 8601. */
  readonly at: string;
  /** `#413 4c81e09`. */
  readonly label: string;
  /** Absent while it runs. */
  readonly outcome?: Outcome;
}

export function markOf(release: Release, at: string): Mark {
  const outcome = releaseEndOf(release)?.outcome;
  return { release: release.id, at, label: labelOf(release.revision), ...(outcome && { outcome }) };
}

/** Of each graph; fewer where there are many graphs, so that a dashboard stays small. */
const MOST_MARKS = 20;
const MOST_OF_ALL = 1_000;

const COLORS: Readonly<Record<Outcome | 'running', string>> = {
  running: '#1f77b4',
  Promoted: '#2ca02c',
  RolledBack: '#ff7f0e',
  LeftDirty: '#d62728',
  Stopped: '#7f7f7f',
  Superseded: '#7f7f7f',
  Refused: '#7f7f7f',
};

const vertical = z.looseObject({ label: z.string(), value: z.string(), color: z.string() });
const widget = z.looseObject({
  type: z.string(),
  properties: z.looseObject({
    view: z.string().optional(),
    annotations: z.looseObject({ vertical: z.array(z.unknown()).optional() }).optional(),
  }),
});
const bodySchema = z.looseObject({ widgets: z.array(z.unknown()) });

type Widget = z.output<typeof widget>;

/** A graph over time: no other widget has vertical lines. */
function graphIn(each: unknown): Widget | undefined {
  const { data } = widget.safeParse(each);
  const isGraph =
    data?.type === 'metric' && (data.properties.view ?? 'timeSeries') === 'timeSeries';
  return isGraph ? data : undefined;
}

const LABEL = /^deployment (\S+-[0-9a-f]{12}-\d+) · (.*) · (\w+)$/s;

function lineOf({ release, at, label, outcome }: Mark) {
  const state = outcome ?? 'running';
  return {
    label: `deployment ${release} · ${label} · ${state}`,
    value: at,
    color: COLORS[state],
  };
}

function markIn(line: unknown): Mark | undefined {
  const { data } = vertical.safeParse(line);
  const [, release, label = '', outcome = ''] = LABEL.exec(data?.label ?? '') ?? [];
  if (data === undefined || release === undefined) return undefined;
  const ended = Object.hasOwn(COLORS, outcome) && outcome !== 'running';
  return { release, at: data.value, label, ...(ended && { outcome: outcome as Outcome }) };
}

/** All that are marked on any of its graphs; none where it is no dashboard of CloudWatch's. */
export function marksIn(body: unknown): readonly Mark[] {
  const { data } = bodySchema.safeParse(body);
  const lines = (data?.widgets ?? []).flatMap(
    (each) => graphIn(each)?.properties.annotations?.vertical ?? [],
  );
  const marks = new Map(lines.flatMap((line) => markIn(line) ?? []).map((it) => [it.release, it]));
  return [...marks.values()];
}

/**
 * The dashboard with these marks, the newest of them and those that it had; undefined where nothing of it would be
 * other than it is.
 */
export function withMarks(body: unknown, marks: readonly Mark[]): object | undefined {
  const { data } = bodySchema.safeParse(body);
  if (data === undefined) return undefined;
  const all = new Map([...marksIn(body), ...marks].map((mark) => [mark.release, mark]));
  const graphs = data.widgets.filter((each) => graphIn(each) !== undefined).length;
  const most = Math.max(1, Math.min(MOST_MARKS, Math.floor(MOST_OF_ALL / Math.max(1, graphs))));
  const shown = [...all.values()].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-most);
  const widgets = data.widgets.map((each) => marked(each, shown));
  const changed = { ...data, widgets };
  return JSON.stringify(changed) === JSON.stringify(body) ? undefined : changed;
}

/** What a person has drawn stands before ours, as they left it. */
function marked(each: unknown, marks: readonly Mark[]): unknown {
  const graph = graphIn(each);
  if (graph === undefined) return each;
  const { properties } = graph;
  const { vertical: lines = [], ...annotations } = properties.annotations ?? {};
  const theirs = lines.filter((line) => markIn(line) === undefined);
  return {
    ...graph,
    properties: {
      ...properties,
      annotations: { ...annotations, vertical: [...theirs, ...marks.map(lineOf)] },
    },
  };
}
