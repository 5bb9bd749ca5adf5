// What of a pipeline needs a person, the worst first.

import { waveName } from '../wave-name.ts';
import type { StageView } from './stage-view.ts';
import { waveTexts } from './status-texts.ts';
import type { TargetView } from './target-view.ts';
import type { PipelineView } from './view.ts';

export interface Need {
  /** Which stage it is about. */
  readonly stage?: string;
  readonly text: string;
  /** Since when, ISO 8601, where that is known. */
  readonly since?: string;
  /** What looks into it, or clears it. */
  readonly command: string;
}

const NAMED = 3;

/**
 *     a stage is frozen                       →  somebody has to look at what could not be proven
 *     targets run what is quarantined         →  somebody has to take it back, or to let it be
 *     it leaves, and nothing of it runs any more  →  somebody has to give the command again that finishes it
 *     a wave has gone on without targets      →  somebody has to find out why, and have them caught up
 *     a bake could not be judged              →  somebody has to say what becomes of it
 *     a gate waits for approvals              →  somebody has to approve, or to reject
 *     a release waits behind a hold of a day  →  somebody has to remember it
 */
export function needsOf(view: PipelineView): Need[] {
  const { pipeline, stages } = view;
  const frozen = stages.flatMap(({ name, frozen: found }): Need[] =>
    found
      ? [
          {
            stage: name,
            text: `stage ${name} is frozen: ${found.reason}`,
            since: found.since,
            command: `tidegate why-blocked ${pipeline}`,
          },
        ]
      : [],
  );
  const bad = stages.flatMap(({ name, waves }): Need[] => {
    const targets = waves
      .filter(({ status }) => status !== 'rollingBack')
      .flatMap((wave) => wave.targets)
      .filter(({ quarantined, status }) => quarantined && status !== 'rollingBack');
    if (targets.length === 0) return [];
    const runs = [...new Set(targets.map(({ running }) => running ?? 'it'))].join(', ');
    const who =
      targets.length > NAMED
        ? `${targets.length} targets of ${name}`
        : targets.map((target) => target.name).join(', ');
    const text = `${who} ${targets.length === 1 ? 'runs' : 'run'} ${runs}, which is quarantined`;
    const isStuck = targets.every(({ isStuck: stuck }) => stuck);
    const command = `tidegate rollback ${pipeline} --stage ${name}${releaseOf(targets)} --reason "…"`;
    return [
      isStuck
        ? {
            stage: name,
            text: `${text}, and nothing else that has baked there may be returned to: release what is right`,
            command: `tidegate start ${pipeline}`,
          }
        : { stage: name, text, command },
    ];
  });
  return [
    ...frozen,
    ...bad,
    ...leavingOf(view),
    ...stages.flatMap((stage) => behindOf(pipeline, stage)),
    ...stages.flatMap((stage) => questionsOf(pipeline, stage)),
    ...stages.flatMap((stage) => approvalsOf(pipeline, stage)),
    ...stages.flatMap((stage) => heldOf(view, stage)),
  ];
}

/** What comes next there catches them up as well; so does a person. */
function behindOf(pipeline: string, { name, waves }: StageView): Need[] {
  const late = waves.flatMap((wave) => wave.targets).filter(({ behind }) => behind !== undefined);
  const labels = [...new Set(late.flatMap(({ behind }) => behind?.label ?? []))].join(', ');
  const [first] = late.flatMap(({ behind }) => behind?.since ?? []).toSorted();
  if (first === undefined) return [];
  const who =
    late.length > NAMED
      ? `${late.length} targets of ${name}`
      : late.map((target) => target.name).join(', ');
  return [
    {
      stage: name,
      text: `${who} ${late.length === 1 ? 'is' : 'are'} behind ${labels}`,
      since: first,
      command: `tidegate retry ${pipeline} --behind --reason "…"`,
    },
  ];
}

/** A release that runs may end yet: until then nobody is asked for anything. */
function leavingOf({ pipeline, leaving, releases }: PipelineView): Need[] {
  if (leaving === undefined || leaving.isOver) return [];
  if (releases.some(({ outcome }) => outcome === undefined)) return [];
  const { since, text, command } = leaving;
  const what = `${pipeline} ${text}, and nothing of it runs any more`;
  return [{ text: what, since, command }];
}

function questionsOf(pipeline: string, { name, waves }: StageView): Need[] {
  return waves.flatMap(({ label = 'a release', name: wave, question }) => {
    if (question === undefined) return [];
    const { what, since, command = `tidegate why-blocked ${pipeline}` } = question;
    const where = waveName({ stage: name, wave });
    return [
      { stage: name, text: `${label} waits for a person in ${where}: ${what}`, since, command },
    ];
  });
}

function approvalsOf(pipeline: string, { name, waves }: StageView): Need[] {
  return waves.flatMap(({ label = 'a release', gate = [] }) =>
    gate
      .filter(({ kind }) => kind === 'approval')
      .map(({ what, since, command = `tidegate why-blocked ${pipeline}` }) => ({
        stage: name,
        text: `${label} waits at the gate of ${name}: ${what}`,
        since,
        command,
      })),
  );
}

/** So long nobody is reminded of what they hold. */
const FORGOTTEN_MILLIS = 86_400_000;

/** A hold has no end of its own, and whoever has given it may be on holiday. */
function heldOf({ pipeline, at }: PipelineView, { name, waves }: StageView): Need[] {
  return waves.flatMap(({ label = 'a release', gate = [] }) =>
    gate
      .filter(
        ({ kind, since, until }) =>
          kind === 'hold' &&
          until === undefined &&
          Date.parse(at) - Date.parse(since) >= FORGOTTEN_MILLIS,
      )
      .map(({ what, since, command = `tidegate why-blocked ${pipeline}` }) => ({
        stage: name,
        text: `${label} waits at the gate of ${name} behind a hold of ${ageText(at, since)}: ${what}`,
        since,
        command,
      })),
  );
}

function ageText(at: string, since: string): string {
  const days = Math.floor((Date.parse(at) - Date.parse(since)) / FORGOTTEN_MILLIS);
  return days === 1 ? 'a day' : `${days} days`;
}

/** Which release is meant where they all run the same: what else runs there may be newer. */
function releaseOf(targets: readonly TargetView[]): string {
  const builds = new Set(targets.map(({ running }) => /^#(\d+)/.exec(running ?? '')?.[1]));
  const [build, ...others] = builds;
  return build === undefined || others.length > 0 ? '' : ` --release ${build}`;
}

/** A line for a list of pipelines: what matters now. */
export function fleetText(view: PipelineView): string {
  const [need] = needsOf(view);
  if (need) return need.text;
  const { leaving } = view;
  return leaving && !leaving.isOver ? `${leaving.text}: ${stateText(view)}` : stateText(view);
}

function stateText(view: PipelineView): string {
  const waits = view.stages
    .flatMap(({ waves }) => waves)
    .find(({ status }) => status === 'waiting');
  if (waits?.reason)
    return `${waits.label ?? 'a release'} ${waveTexts.waiting} of ${waits.stage}: ${waits.reason}`;
  return view.headline.text;
}

const RANKS = ['needsPerson', 'stopped', 'takenBack', 'moving', 'quiet', 'good'] as const;

/** 0 is what needs a person most. */
export function rankOf(view: PipelineView): number {
  return needsOf(view).length > 0 ? 0 : RANKS.indexOf(view.headline.tone);
}
