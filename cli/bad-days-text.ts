// Many bad days as a person reads them: how they ended, how far harm came, and what woke somebody.

import { formatDuration } from '../core/duration.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Harm } from '../simulation/bad-days/draw-bad-day.ts';
import type { Day, Spread, Totals } from '../simulation/bad-days/totals.ts';
import type { BadDaysReport } from './bad-days-report.ts';
import { tableLines } from './table.ts';
import type { Paint } from './terminal/paint.ts';

const HARM_TEXTS: Readonly<Record<Harm, string>> = {
  alarm: 'an alarm fires',
  metric: 'slower, or more errors',
  silence: 'it serves nothing',
  deployment: 'it cannot be deployed',
  version: 'its version comes up late or not at all',
  test: 'a test of it fails',
  none: 'nothing: AWS alone is not well',
};

type Version = BadDaysReport['versions'][number];

export function badDaysLines(report: BadDaysReport, paint: Paint): string[] {
  const { pipeline, from, seeds, versions } = report;
  const last = from + seeds - 1;
  const files = versions.length > 1 ? ` (${versions.map(({ file }) => file).join(' → ')})` : '';
  const goods = versions.map(({ good }) => formatDuration(good.seconds ?? 0));
  return [
    '',
    paint('bold', `${pipeline}${files} on ${counted(seeds, 'bad day')}, seeds ${from} to ${last}`),
    `A good release takes ${between(goods)}. Approvals are taken as given.`,
    '',
    ...endsLines(versions, paint),
    '',
    ...reachLines(versions, paint),
    '',
    ...versions.flatMap((version) => [
      ...(versions.length > 1 ? [paint('bold', version.file)] : []),
      ...pictureLines(version.days),
      '',
      ...peopleLines(version.totals),
      '',
    ]),
    ...differenceLines(versions),
    `Any day can be looked at: tidegate simulate ${versions[0]?.file} --faults --seeds 1 --seed ${from} --json`,
    '',
  ];
}

/** In the order in which they are told; what no day had is left out. */
const ENDS: readonly (Outcome | 'none')[] = [
  'Promoted',
  'RolledBack',
  'Stopped',
  'LeftDirty',
  'Superseded',
  'Refused',
  'none',
];

function endsLines(versions: readonly Version[], paint: Paint): string[] {
  const totals = versions.map((version) => version.totals);
  const known = ENDS.filter((end) =>
    totals.some(({ ends }) => ends.some((it) => it.outcomes[end])),
  );
  const named = [...new Set(totals.flatMap(({ ends }) => ends.map(({ harm }) => harm)))];
  const rows = named.map((harm) => {
    const its = totals.map(({ ends }) => ends.find((each) => each.harm === harm));
    const cells = known.map((end) => between(its.map((it) => `${it?.outcomes[end] ?? 0}`)));
    return [HARM_TEXTS[harm], between(its.map((it) => `${it?.days ?? 0}`)), ...cells];
  });
  const sums = known.map((end) =>
    between(
      totals.map(({ ends }) => `${ends.reduce((sum, it) => sum + (it.outcomes[end] ?? 0), 0)}`),
    ),
  );
  const all = ['all', between(totals.map(({ days }) => `${days}`)), ...sums];
  const [head = '', ...lines] = tableLines(
    [
      ['what was bad', 'days', ...known.map((end) => (end === 'none' ? 'no end' : end))],
      ...rows,
      all,
    ],
    1,
  );
  const missed = totals.map((total) => seedsText(total.missed));
  const some = totals.some((total) => total.missed.length > 0);
  return [
    paint('bold', head),
    ...lines,
    ...(some ? [`promoted though people felt it: ${between(missed)}`] : []),
  ];
}

/** One figure of all versions. */
interface Figure {
  readonly text: string;
  readonly of: (totals: Totals) => Spread | null;
  readonly show: (value: number) => string;
}

const FIGURES: readonly Figure[] = [
  { text: 'targets of production reached', of: ({ targets }) => targets, show: (it) => `${it}` },
  {
    text: 'of production’s traffic at once',
    of: ({ mostOfTraffic }) => mostOfTraffic,
    show: percent,
  },
  {
    text: 'as minutes of all its traffic',
    of: ({ trafficMinutes }) => trafficMinutes,
    show: (minutes) => formatDuration(Math.ceil(minutes * 60)),
  },
  {
    text: 'safe after the first sign of harm',
    of: ({ safeSeconds }) => safeSeconds,
    show: (seconds) => formatDuration(Math.ceil(seconds)),
  },
];

function reachLines(versions: readonly Version[], paint: Paint): string[] {
  const rows = FIGURES.map(({ text, of, show }) => {
    const spreads = versions.map(({ totals }) => of(totals));
    const cell = (value: (spread: Spread) => string) =>
      between(spreads.map((spread) => (spread === null ? '–' : value(spread))));
    return [
      text,
      cell(({ days }) => `${days}`),
      cell(({ half }) => show(half)),
      cell(({ nineInTen }) => show(nineInTen)),
      cell(({ worst }) => show(worst)),
      cell(({ worstSeed }) => `${worstSeed}`),
    ];
  });
  const [head = '', ...lines] = tableLines(
    [
      [
        'how far it came, where it was bad and not promoted',
        'days',
        'half',
        'nine in ten',
        'worst',
        'seed',
      ],
      ...rows,
    ],
    1,
  );
  const goesOn = versions.map(({ totals }) => seedsText(totals.goesOn));
  return [
    paint('bold', head),
    ...lines,
    `production still serves it at the end: ${between(goesOn)}`,
  ];
}

/** Each with the most minutes of all of production's traffic that a day of it has. */
const CLASSES: readonly (readonly [string, number])[] = [
  ['none', 0],
  ['under 1m', 1],
  ['1m to 10m', 10],
  ['10m to 1h', 60],
  ['over 1h', Number.POSITIVE_INFINITY],
];
const WIDEST = 40;

/** How many days are in which class of exposure. */
function pictureLines(days: readonly Day[]): string[] {
  const bad = days.filter(({ harm, outcome }) => harm !== 'none' && outcome !== 'Promoted');
  const classes = CLASSES.map(([text, most], at) => {
    const least = CLASSES[at - 1]?.[1] ?? -1;
    const its = bad.filter(
      ({ exposed: { trafficMinutes } }) => trafficMinutes > least && trafficMinutes <= most,
    );
    return { text, count: its.length };
  });
  const highest = Math.max(1, ...classes.map(({ count }) => count));
  return [
    'days by how much of production’s traffic met it, in minutes of all of it',
    ...classes.map(
      ({ text, count }) =>
        `  ${text.padEnd(10)} ${'█'.repeat(Math.ceil((count / highest) * WIDEST))}${count ? ' ' : ''}${count}`,
    ),
  ];
}

function peopleLines({ pages, toDo }: Totals): string[] {
  const list = (all: readonly (readonly [string, number])[]) =>
    all.map(([text, count]) => `  ${`${count}`.padStart(4)}  ${text}`);
  return [
    ...(pages.length > 0
      ? ['days on which somebody is woken', ...list(pages)]
      : ['nobody is woken']),
    ...(toDo.length > 0
      ? ['left to a person, by days', ...list(toDo)]
      : ['nothing is left to a person']),
  ];
}

/** Of two versions: the days that end otherwise. */
function differenceLines([first, second]: readonly Version[]): string[] {
  if (first === undefined || second === undefined) return [];
  const other = first.days.flatMap((day, at) => {
    const then = second.days[at];
    if (then === undefined || then.outcome === day.outcome) return [];
    return [
      `  seed ${day.seed}: ${day.outcome ?? 'no end'} → ${then.outcome ?? 'no end'} (${HARM_TEXTS[day.harm]}${day.where ? `, at ${day.where}` : ''})`,
    ];
  });
  const shown = other.slice(0, MOST_SHOWN);
  const more = other.length - shown.length;
  return [
    other.length === 0
      ? 'Every day ends the same.'
      : `${counted(other.length, 'day')} ${other.length === 1 ? 'ends' : 'end'} otherwise`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
  ];
}

const MOST_SHOWN = 10;

/** `7s`, or `7s → 9s` where versions differ. */
function between(values: readonly string[]): string {
  return new Set(values).size <= 1 ? (values[0] ?? '') : values.join(' → ');
}

function seedsText(seeds: readonly number[]): string {
  if (seeds.length === 0) return 'none';
  const shown = seeds.slice(0, 5).join(', ');
  const more = seeds.length > 5 ? ', …' : '';
  return `${counted(seeds.length, 'day')} (seed ${shown}${more})`;
}

function percent(part: number): string {
  const value = part * 100;
  return value > 0 && value < 1 ? 'under 1%' : `${Math.round(value)}%`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
