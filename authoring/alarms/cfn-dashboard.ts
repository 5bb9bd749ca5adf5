// A dashboard of targets: alarms, requests, errors, latency, saturation, in this order.

import type { AlarmPlan, GoldenSignal, Query } from './alarm.ts';
import type { CfnResource } from './cfn-alarm.ts';
import { rollBackId } from './cfn-composite.ts';
import { trafficOf } from './for-traffic.ts';
import { type Name, verbatim } from './name.ts';
import { type AlarmTarget, alarmId, symptoms, templateName } from './target-alarms.ts';

/** A widget with more lines than this cannot be read. */
const MOST_LINES = 20;
const COLUMNS = 4;
const WIDTH = 24 / COLUMNS;

const PANELS: readonly (readonly [title: string, signal: GoldenSignal])[] = [
  ['Errors', 'errors'],
  ['Latency', 'latency'],
  ['Saturation', 'saturation'],
];

/** `region` is text, or a variable of Fn::Sub. */
export function cfnDashboard(
  name: string,
  region: string,
  targets: readonly AlarmTarget[],
): CfnResource {
  const names = nameTable();
  let y = 0;
  const widgets = targets.flatMap((target) => {
    const rows = targetWidgets(target, region, names).map((widget) => {
      const placed = { ...widget, y: widget.y + y };
      return placed;
    });
    y = Math.max(y, ...rows.map((each) => each.y + each.height));
    return rows;
  });
  return {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardName: templateName(name),
      DashboardBody: names.substituted(JSON.stringify({ widgets })),
    },
  };
}

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

type NameTable = ReturnType<typeof nameTable>;

function targetWidgets(target: AlarmTarget, region: string, names: NameTable): Widget[] {
  const { alarms, title: name } = target;
  const ids = [
    ...(symptoms(alarms).length > 0 ? [rollBackId(target)] : []),
    ...alarms.filter(({ resource }) => !resource.condition).map((alarm) => alarmId(target, alarm)),
  ];
  const height = 2 + Math.ceil(ids.length / 6);
  const status: Widget = {
    type: 'alarm',
    x: 0,
    y: 0,
    width: 24,
    height,
    properties: {
      title: `${name}: alarms`,
      // A widget shows a hundred alarms at most.
      alarms: ids.slice(0, 100).map((id) => names.keep(`\${${id}.Arn}`)),
    },
  };
  const panels = [
    ...panel(`${name}: requests`, requestLines(alarms)),
    ...PANELS.flatMap(([title, signal]) =>
      panel(`${name}: ${title.toLowerCase()}`, signalLines(alarms, signal)),
    ),
  ];
  const placed = panels.map(
    ({ title, lines }, index): Widget => ({
      type: 'metric',
      x: (index % COLUMNS) * WIDTH,
      y: height + Math.floor(index / COLUMNS) * 6,
      width: WIDTH,
      height: 6,
      properties: metricProperties(title, lines, region, names),
    }),
  );
  return [status, ...placed];
}

interface Line {
  readonly label: string;
  readonly queries: readonly Query[];
  readonly threshold?: number;
  /** The condition of a template under which what it shows exists. */
  readonly condition: string | undefined;
}

function panel(title: string, lines: readonly Line[]) {
  const count = Math.ceil(lines.length / MOST_LINES);
  return Array.from({ length: count }, (_, index) => ({
    title: count === 1 ? title : `${title} ${index + 1}`,
    lines: lines.slice(index * MOST_LINES, (index + 1) * MOST_LINES),
  }));
}

function requestLines(alarms: readonly AlarmPlan[]): Line[] {
  const resources = [...new Set(alarms.map(({ resource }) => resource))];
  return resources.flatMap((resource) => {
    const query = trafficOf(resource);
    const { label, condition } = resource;
    return query?.metric?.statistic === 'Sum' ? [{ label, queries: [query], condition }] : [];
  });
}

function signalLines(alarms: readonly AlarmPlan[], signal: GoldenSignal): Line[] {
  return alarms
    .filter((alarm) => alarm.signal === signal)
    .flatMap(({ resource, queries, threshold }) =>
      queries.slice(-1).map((watched) => ({
        label: `${resource.label}: ${watched.label}`,
        queries,
        threshold: threshold.value,
        condition: resource.condition,
      })),
    );
}

function metricProperties(title: string, lines: readonly Line[], region: string, names: NameTable) {
  const thresholds = [...new Set(lines.flatMap(({ threshold }) => threshold ?? []))];
  return {
    title,
    region: region.includes('${') ? names.keep(region) : region,
    view: 'timeSeries',
    stacked: false,
    period: 60,
    metrics: lines.flatMap((line, index) => metricsOf(line, `l${index}`, names)),
    ...(thresholds.length === 1 && {
      annotations: { horizontal: [{ label: 'alarm', value: thresholds[0] }] },
    }),
  };
}

/** The ids of a widget are its own, so each line's begin with a word of the line. */
function metricsOf({ label, queries, condition }: Line, word: string, names: NameTable): unknown[] {
  const ids = queries.map(({ id }) => id);
  const renamed = (text: string) =>
    text.replace(/\b[a-z]\w*\b/g, (each) => (ids.includes(each) ? `${word}_${each}` : each));
  return queries.map(({ id, metric, expression }, index) => {
    const shown = index === queries.length - 1;
    const options = { id: `${word}_${id}`, ...(shown ? { label } : { visible: false }) };
    if (!metric) return [{ ...options, expression: renamed(expression) }];
    const dimensions = Object.entries(metric.dimensions).flatMap(([key, name]) => [
      key,
      typeof name === 'string' ? name : names.keep(whereItExists(name, condition)),
    ]);
    return [metric.namespace, metric.name, ...dimensions, { ...options, stat: metric.statistic }];
  });
}

/** A name of what is not there cannot be asked for: a line without a metric stays empty. */
function whereItExists(name: Name, condition: string | undefined): Name {
  return condition === undefined ? name : { 'Fn::If': [condition, name, 'none'] };
}

/** Keeps expressions out of the JSON text while it is made, and puts them where they belong in Fn::Sub. */
function nameTable() {
  const kept: Name[] = [];
  const mark = (index: number) => `⟦name ${index}⟧`;

  function keep(name: Name): string {
    const known = kept.findIndex((each) => JSON.stringify(each) === JSON.stringify(name));
    if (known >= 0) return mark(known);
    kept.push(name);
    return mark(kept.length - 1);
  }

  function substituted(text: string) {
    const variables: Record<string, Name> = {};
    const body = verbatim(text).replace(/⟦name (\d+)⟧/g, (whole, index: string) => {
      const name = kept[Number(index)];
      if (name === undefined) return whole;
      if (typeof name === 'string') return name;
      variables[`Name${index}`] = name;
      return `\${Name${index}}`;
    });
    const isPlain = Object.keys(variables).length === 0;
    return { 'Fn::Sub': isPlain ? body : [body, variables] };
  }

  return { keep, substituted };
}
