// What the page of measures says, in English. What each is stands in `docs/measures.md`.

import { type Html, html } from '../html.ts';

export const englishMeasures = {
  measures: 'Measures',
  measuresOfDays: (days: number): string =>
    `Of the last ${days} days; times are medians, and in brackets what nine of ten stay below.`,
  measuredBy: { service: 'by service', team: 'by team', fleet: 'the whole fleet' },
  groupedBy: 'Grouped by',
  over: 'Over',
  days: (count: number): string => `${count} days`,
  name: 'Name',
  ofNobody: 'nobody’s',
  noMeasure: 'Nothing has reached production in this time.',
  measuring: (shown: number, all: number): string =>
    `${shown} of ${all} services are measured here; tidegate dora measures all of them.`,
  keptAt: (time: Html): Html =>
    html`Made of the ledgers four times a day; the oldest of these numbers is of ${time}.`,
  doraMeasures: 'How services are delivered: DORA’s five measures',
  leadParts: 'Where the lead time went (means)',
  ownMeasures: 'What Tidegate decided, and how fast',
  eachWeek: 'Week by week',
  week: 'Week from',
  failedOf: 'failed',
  promotedOf: 'promoted',
  dora: {
    deployments: 'deployed',
    perWeek: 'promoted a week',
    leadTime: 'lead time',
    changeFailure: 'failed',
    recovery: 'recovered in',
    rework: 'rework',
  },
  parts: {
    waiting: 'waiting',
    building: 'building',
    deploying: 'deploying',
    baking: 'baking',
    blocked: 'blocked',
    people: 'of that people',
  },
  own: {
    timeToDetect: 'detected in',
    timeToSafe: 'safe in',
    falseRollbacks: 'false rollbacks',
    missedRegressions: 'missed',
    exposure: 'exposed',
    pileUp: 'piled up',
  },
  notYet: (count: number): string => `, ${count} not yet`,
  most: (median: number, most: number): string => `${median} (most ${most})`,
  plotOf: (what: string): string => `${what}: the table below says the same`,
};
