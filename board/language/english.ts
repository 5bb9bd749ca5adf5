// All that the board itself says, in English. What is said of statuses stands in `core/board`, and is said in the
// terminal alike.

import { changesLine } from '../../core/board/changes-view.ts';
import { targetTexts, waveTexts } from '../../core/board/status-texts.ts';
import { formatDuration } from '../../core/duration.ts';
import { outcomeTexts } from '../appearances.ts';
import { type Html, html } from '../html.ts';
import { englishMeasures } from './english-measures.ts';
import { englishStopping } from './english-stopping.ts';

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

export const english = {
  ...englishMeasures,
  ...englishStopping,
  waves: waveTexts,
  targets: targetTexts,
  outcomes: outcomeTexts,
  tests: {
    ahead: 'test',
    running: 'running',
    passed: 'passed',
    failed: 'failed',
    inconclusive: 'inconclusive',
  },
  verdicts: { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' },
  undecided: 'undecided',
  states: {
    needsPerson: 'needs a person',
    drifted: 'drifted',
    stopped: 'stopped or taken back',
    held: 'held',
    moving: 'moving',
    quiet: 'quiet',
  },
  monthDay: (month: number, day: number): string => `${day} ${MONTHS[month - 1]}`,
  duration: formatDuration,
  changes: changesLine,
  utc: 'UTC',
  asOf: (time: Html, zone: Html): Html => html`as of ${time} ${zone}`,
  since: (time: Html): Html => html`since ${time}`,

  thisPage: 'This page',
  board: 'Board',
  fleet: 'Fleet',
  stopFollowing: 'Stop following',
  loadAgain: 'Load again',
  follow: (seconds: number): string => `Follow (loads every ${seconds} seconds)`,
  otherLanguage: '한국어',
  unreadable: (name: string): string => `${name} cannot be read just now.`,
  nothingHere: 'Nothing is here; the fleet is at /board.',

  fleetHeadline: (services: number, needing: number): string => {
    const all = counted(services, 'service', 'services');
    if (needing === 0) return `${all}: none needs a person`;
    return `${all}: ${counted(needing, 'needs a person', 'need a person')}`;
  },
  couldNotBeRead: (names: string): string => `Could not be read just now: ${names}`,
  needsPerson: 'Needs a person',
  andMore: (count: number): string => `and ${count} more`,
  all: 'all',
  byState: 'By state',
  byTeam: 'By team',
  noService: 'No service is shown here.',
  services: 'Services',
  fleetCaption: 'What runs where, and what is on its way',
  service: 'Service',
  team: 'Team',
  waits: (label: Html): Html => html`${label} <i>waits</i>`,
  held: (what: Html): Html => html`held: ${what}`,
  expectedAt: (time: Html): Html => html`expected ${time}`,
  regions: (count: number): string => `${count} regions`,
  nothing: 'nothing',
  none: 'none',
  quarantined: 'quarantined',

  releases: 'Releases',
  noReleases: 'None yet.',
  ledger: 'Ledger',
  nothingHappened: 'Nothing has happened yet.',
  when: (zone: Html): Html => html`When (${zone})`,
  where: 'Where',
  what: 'What',
  release: 'release',
  rollbackOf: (label: Html): Html => html`rollback of ${label}`,
  attempt: (count: number): string => `attempt ${count}`,
  endedAfter: (outcome: string, took: string): string => `${outcome} after ${took}`,
  startedAgo: (place: Html, took: string): Html => html`${place}; started ${took} ago`,
  started: (time: Html): Html => html`started ${time}`,
  track: (waves: string): string => `Waves: ${waves}`,

  stage: (name: string): string => `Stage ${name}`,
  free: 'free',
  heldBy: (label: Html): Html => html`held by ${label}`,
  takenBackFrom: (label: Html): Html => html`being taken back from ${label}`,
  frozen: (time: Html, reason: Html): Html =>
    html`<strong>Frozen</strong> since ${time}: ${reason}`,
  stopped: (what: Html): Html => html`<strong>Stopped</strong>: ${what}`,
  stageHeld: (label: Html): Html =>
    html`<strong>Held</strong>: only something newer than ${label} may enter`,
  waitsAtGate: (label: Html, time: Html): Html =>
    html`${label} waits in front of the gate since ${time}`,
  pileUp: (others: number, isQueue: boolean, since: Html): Html =>
    html`, ${others} ${isQueue ? 'behind it' : 'gave way to it'}, the oldest since ${since}`,

  noRelease: 'no release yet',
  bakedFor: (time: string): string => `baked for ${time}`,
  bakesFor: (time: string): string => `bakes for ${time}`,
  bakeLeft: (time: string): string => `${time} left`,
  percent: (value: number): string => `${value} %`,
  ofExtension: (percent: string): string => `${percent} of the extension`,
  bake: (percent: string, left: string): string => `Bake: ${percent}, ${left}`,
  of: (time: string): string => `of ${time}`,
  soFar: (reason: Html): Html => html`so far: ${reason}`,
  clearedBy: (since: Html, by: Html): Html => html`since ${since}; cleared by ${by}`,

  placedIn: (kind: string, region: string, account: string): string =>
    `${kind} in ${region}, account ${account}`,
  gets: (label: Html): Html => html`gets ${label}`,
  backTo: (label: Html): Html => html`back to ${label}`,
  lastBaked: (label: Html): Html => html`last baked ${label}`,
  sinceQuarantined: 'since quarantined',
  behind: (label: Html, why: Html): Html => html`behind ${label}: ${why}`,
  countedTargets: (count: number, told: string): string => `${count} targets: ${told}`,
  countedStatus: (count: number, status: string): string => `${count} ${status}`,
  readAt: (time: Html): Html => html`read ${time}`,
  driftedSince: (time: Html, text: Html): Html =>
    html`<strong>Drifted</strong>, seen ${time}: ${text}`,
  unsettledSince: (time: Html, text: Html): Html =>
    html`<strong>Not settled</strong>, seen ${time}: ${text}`,
  drifted: (count: number): string => `${count} drifted`,
  isDrifted: 'drifted',

  storyTitle: (label: string, pipeline: string): string => `${label} of ${pipeline}`,
  bigRollbackOf: (label: Html): Html => html`Rollback of ${label}`,
  why: 'Why',
  noBake: 'No bake of it has begun: there is nothing to explain yet.',
  timeline: 'Timeline',
  moreLines: (count: number): string => `and ${count} more: tidegate ledger shows them`,
  onItsWay: (took: string): string => `on its way for ${took}`,
  commit: 'Commit',
  author: 'Author',
  build: 'Build',
  startedAt: 'Started',
  endedAt: 'Ended',
  suspect: (what: Html, reason: Html): Html => html`suspect: ${what}, ${reason}`,
  corrected: (is: string, by: Html, reason: Html): Html =>
    html`corrected: ${is}, says ${by}: ${reason}`,
  judgeOff: 'the judge was off, or had nothing to measure',
  whileShifted: 'while traffic shifted, new beside old',
  bakeWord: 'bake',
  inShadow: ', in the shadow: nothing follows',
  lookedAt: (time: Html): Html => html`; looked at ${time}`,
  likelyCause: (causes: Html): Html => html`likely cause: ${causes}`,
  nextCause: ', then ',
  metric: 'Metric',
  expected: 'Expected',
  observed: 'Observed',
  beforeAndSince: 'Before, and since',
  metricOf: (metric: string, node: string): string => `${metric} of ${node}`,
  sensitivities: { quiet: 'quiet', normal: 'normal', sensitive: 'sensitive' },
  corrections: { harmless: 'harmless', missed: 'missed' },
  unknown: 'unknown',
  source: 'Source',
  sources: {
    commit: 'commit',
    build: 'build',
    codePipeline: 'CodePipeline',
    deployment: 'deployment',
    test: 'test',
    bake: 'bake',
    alarm: 'alarm',
    metric: 'metric',
    insight: 'insight',
    look: 'look',
    person: 'person',
    others: 'others',
    tidegate: 'Tidegate',
  },
  meanwhile: (what: Html): Html => html`meanwhile: ${what}`,
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a language has to say: one that lacks a text does not compile. */
export type Words = typeof english;
