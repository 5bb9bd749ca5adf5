// The fleet: every service against every stage and region, what needs a person first.

import { Failure } from '../failure.ts';
import { planOf } from '../plan.ts';
import { arrivalsOf } from './arrivals.ts';
import type { BoardItems } from './items.ts';
import { fleetText, type Need, needsOf, rankOf } from './needs.ts';
import type { QuietedView } from './quieted-view.ts';
import type { StageView } from './stage-view.ts';
import type { TargetStatus, TargetView } from './target-view.ts';
import { type Headline, type PipelineView, pipelineView } from './view.ts';

/** What a service is found by, besides its team. The first that holds comes first. */
export const serviceStates = [
  'needsPerson',
  'drifted',
  'stopped',
  'held',
  'moving',
  'quiet',
] as const;

export type ServiceState = (typeof serviceStates)[number];

export interface RegionView {
  readonly region: string;
  /** The revisions that its targets run, the most common first; `null` where nothing was ever deployed. */
  readonly runs: readonly { readonly label: string | null; readonly targets: number }[];
  /** What is on its way to one of them. */
  readonly coming?: string;
  /** The least proven of them. */
  readonly status: TargetStatus;
  readonly quarantined: boolean;
  /** How many of its targets do not run what the ledger says. */
  readonly drifted?: number;
}

export interface FleetStage {
  readonly name: string;
  readonly regions: readonly RegionView[];
  /** Whose turn is next, and what keeps the gate shut. */
  readonly waits?: { readonly label: string; readonly reason: string };
  /** What people have stopped. */
  readonly held?: string;
  /** When what is on its way is expected, ISO 8601. */
  readonly arrives?: string;
}

export interface ServiceView {
  readonly pipeline: string;
  readonly owner?: string;
  readonly tone: Headline['tone'];
  /** What matters now, in a sentence. */
  readonly text: string;
  readonly states: readonly ServiceState[];
  readonly needs: readonly Need[];
  /** Its alarms that do less than they were meant to. */
  readonly quieted: readonly QuietedView[];
  readonly stages: readonly FleetStage[];
  /** What is on its way. */
  readonly coming?: string;
}

export interface FleetView {
  /** ISO 8601. */
  readonly at: string;
  /** All stages that any service has, in the order in which most have them. */
  readonly stages: readonly string[];
  /** What needs a person first, then what moves. */
  readonly services: readonly ServiceView[];
  /** By their names, in order. */
  readonly teams: readonly string[];
  /** Those that could not be read. */
  readonly unread: readonly string[];
}

/**
 * The fleet at a time in milliseconds. One that breaks a rule of today's is told among the unread, and hides no other.
 */
export function fleetView(
  all: readonly BoardItems[],
  unread: readonly string[],
  now: number,
): FleetView {
  const present = all.filter(({ leaving }) => leaving?.ended === undefined);
  const broken: string[] = [];
  const services = present.flatMap((items) => {
    try {
      const view = pipelineView(items, now);
      return [{ rank: rankOf(view), view: serviceViewOf(items, view, now) }];
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      broken.push(items.definition.pipeline);
      return [];
    }
  });
  services.sort((a, b) => a.rank - b.rank || compare(a.view.pipeline, b.view.pipeline));
  const views = services.map(({ view }) => view);
  return {
    at: new Date(now).toISOString(),
    stages: stagesInOrder(views),
    services: views,
    teams: [...new Set(views.flatMap(({ owner }) => owner ?? []))].sort(compare),
    unread: [...unread, ...broken].sort(compare),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function serviceViewOf(items: BoardItems, view: PipelineView, now: number): ServiceView {
  const arrivals = arrivalsOf(planOf(items.definition), view.stages, now);
  const needs = needsOf(view);
  const moving = view.releases.find(({ outcome }) => outcome === undefined);
  return {
    pipeline: view.pipeline,
    ...(view.owner !== undefined && { owner: view.owner }),
    tone: needs.length > 0 ? 'needsPerson' : view.headline.tone,
    text: fleetText(view),
    states: statesOf(view.stages, needs, view.headline),
    needs,
    quieted: view.quieted,
    stages: view.stages.map((stage) => fleetStageOf(stage, arrivals.get(stage.name))),
    ...(moving && { coming: moving.label }),
  };
}

function statesOf(
  stages: readonly StageView[],
  needs: readonly Need[],
  { tone }: Headline,
): ServiceState[] {
  const holds: Readonly<Record<ServiceState, boolean>> = {
    needsPerson: needs.length > 0,
    drifted: driftedIn(stages).length > 0,
    stopped: tone === 'stopped' || tone === 'takenBack',
    held: stages.some(({ hold, stops }) => hold !== undefined || stops !== undefined),
    moving: stages.some(({ holder, waiting }) => holder !== undefined || waiting !== undefined),
    quiet: false,
  };
  const found = serviceStates.filter((state) => holds[state]);
  return found.length > 0 ? found : ['quiet'];
}

function driftedIn(stages: readonly StageView[]): readonly TargetView[] {
  return stages
    .flatMap(({ waves }) => waves)
    .flatMap(({ targets }) => targets)
    .filter(({ differs }) => differs?.is === 'drifted');
}

function fleetStageOf(stage: StageView, arrives: string | undefined): FleetStage {
  const { name, waves, waiting, hold, stops = [] } = stage;
  const targets = waves.flatMap((wave) => wave.targets);
  const regions = [...Map.groupBy(targets, ({ region }) => region)];
  const held = stops[0]?.what ?? hold?.reason;
  const shut = waves.find(({ status }) => status === 'waiting');
  return {
    name,
    regions: regions.map(([region, own]) => regionOf(region, own)),
    ...(waiting && { waits: { label: waiting.label, reason: shut?.reason ?? '' } }),
    ...(held !== undefined && { held }),
    ...(arrives !== undefined && { arrives }),
  };
}

/** The least proven first. */
const BY_PROOF: readonly TargetStatus[] = [
  'unproven',
  'rollingBack',
  'deploying',
  'onTrial',
  'empty',
  'baked',
];

function regionOf(region: string, targets: readonly TargetView[]): RegionView {
  const runs = [...Map.groupBy(targets, ({ running }) => running ?? null)]
    .map(([label, own]) => ({ label, targets: own.length }))
    .sort((a, b) => b.targets - a.targets);
  const coming = targets.find((target) => target.coming !== undefined)?.coming;
  const status = BY_PROOF.find((each) => targets.some((target) => target.status === each));
  const drifted = targets.filter(({ differs }) => differs?.is === 'drifted').length;
  return {
    region,
    runs,
    ...(coming !== undefined && { coming }),
    status: status ?? 'empty',
    quarantined: targets.some(({ quarantined }) => quarantined),
    ...(drifted > 0 && { drifted }),
  };
}

/** Where most services have a stage decides: `beta, gamma, prod`, and one's own `canary` between them. */
function stagesInOrder(services: readonly ServiceView[]): string[] {
  const places = new Map<string, { sum: number; count: number }>();
  for (const { stages } of services)
    for (const [index, { name }] of stages.entries()) {
      const place = places.get(name) ?? { sum: 0, count: 0 };
      const along = stages.length > 1 ? index / (stages.length - 1) : 1;
      places.set(name, { sum: place.sum + along, count: place.count + 1 });
    }
  return [...places]
    .map(([name, { sum, count }]) => ({ name, mean: sum / count, count }))
    .sort((a, b) => a.mean - b.mean || b.count - a.count || compare(a.name, b.name))
    .map(({ name }) => name);
}
