// Where each service stands on the ladder, and what it lacks to the next step.

import type { Outcome } from '../outcome.ts';
import type { PipelineDefinition, WaiverDefinition } from '../pipeline/schema.ts';
import { planOf } from '../plan.ts';
import type { EndedRelease, Release } from '../release.ts';
import { brokenRulesOf, forbidding } from './broken-rules.ts';
import { levelBelow, PROVEN, rulesOfStep, stepName } from './ladder.ts';
import { checkedRules } from './policy-check.ts';
import type { CheckedRule } from './policy-check-schema.ts';
import type { Policy } from './policy-settings.ts';
import { brokenByWhatRan, type Ran } from './ran.ts';
import { daysLeft, type Standing, standingOf } from './waivers.ts';

/** A service as the table or a file tells of it. */
export interface Service {
  readonly pipeline: PipelineDefinition;
  /** Its newest release that was promoted, with what it did; absent where there is none, or only a file. */
  readonly promoted?: Ran & { readonly release: EndedRelease };
}

export interface Lack {
  /** Empty where no rule is broken, but the proof is missing. */
  readonly rule: string;
  readonly text: string;
  readonly fix: string;
  readonly count: number;
}

export interface Card {
  readonly pipeline: string;
  readonly owner: string | null;
  readonly contact: string | null;
  readonly level: number;
  readonly step: string;
  /** What stands between it and the next step. */
  readonly lacks: readonly Lack[];
  /** Every rule that it breaks, those of later steps and those that are waived included. */
  readonly broken: readonly (Lack & Pick<CheckedRule, 'level' | 'waiver'>)[];
  /** Rules that are enforced and broken: its next release is refused. */
  readonly refusedFor: readonly string[];
  readonly waivers: readonly (WaiverDefinition & {
    readonly standing: Standing;
    readonly daysLeft: number;
  })[];
  readonly lastPromoted: {
    readonly id: string;
    readonly outcome: Outcome;
    readonly endedAt: string;
    /** The rules that it broke by what it did. */
    readonly broken: readonly Lack[];
  } | null;
}

/** A service's card. A waived rule may be broken, and is: a step needs what is done, not what is permitted. */
export function cardOf({ pipeline, promoted }: Service, policy: Policy, now: Date): Card {
  const plan = planOf(pipeline);
  const found = brokenRulesOf({ pipeline, plan, waves: plan, policy, now });
  const broken = checkedRules(found).filter(({ unsure }) => !unsure);
  const below = levelBelow(new Set(broken.map(({ rule }) => rule)), policy);
  const ran = promoted ? checkedRules(brokenByWhatRan(promoted, policy, now)).map(lackOf) : [];
  const unproven = proofLacking(promoted?.release, ran, policy);
  const level = below === PROVEN - 1 && unproven.length === 0 ? PROVEN : below;
  const wanted = level === PROVEN ? [] : rulesOfStep(level + 1, policy);
  return {
    pipeline: pipeline.pipeline,
    owner: pipeline.owner ?? null,
    contact: pipeline.contact ?? null,
    level,
    step: stepName(level),
    lacks:
      level >= PROVEN - 1
        ? unproven
        : broken.filter(({ rule }) => wanted.includes(rule)).map(lackOf),
    broken: broken.map(({ level: asked, waiver, ...rest }) => ({
      ...lackOf(rest),
      level: asked,
      ...(waiver && { waiver }),
    })),
    refusedFor: forbidding(checkedRules(found)).map(({ rule }) => rule),
    waivers: (pipeline.waivers ?? []).map((waiver) => ({
      ...waiver,
      standing: standingOf(waiver, policy, now),
      daysLeft: daysLeft(waiver, now),
    })),
    lastPromoted: promoted
      ? {
          id: promoted.release.id,
          outcome: promoted.release.end.outcome,
          endedAt: promoted.release.end.at,
          broken: ran,
        }
      : null,
  };
}

function lackOf({ rule, text, fix, count }: Omit<CheckedRule, 'level'>): Lack {
  return { rule, text, fix, count };
}

/** What keeps the last step away: no release, one that nobody checked at its start, or one that broke a rule. */
function proofLacking(
  release: Release | undefined,
  ran: readonly Lack[],
  policy: Policy,
): readonly Lack[] {
  const unproven = (text: string, fix: string) => [{ rule: '', text, fix, count: 1 }];
  if (release === undefined)
    return unproven('expected a release that was promoted, got none yet', 'release a build');
  if (release.judged === undefined) {
    const text = `expected release ${release.id} to have been checked as it started, got no policy in force then`;
    return unproven(text, 'apply a policy (tidegate policy apply FILE), then release a build');
  }
  const asked = ['alarms-exist', 'alarms-cover', ...rulesOfStep(PROVEN, policy)];
  const atStart = release.judged.rules.filter(({ rule }) => asked.includes(rule)).map(lackOf);
  return [...ran, ...atStart.filter(({ rule }) => !ran.some((each) => each.rule === rule))];
}

/** The worst first: the lowest step, then the most that is refused and lacking, then by name. */
export function worstFirst(cards: readonly Card[]): Card[] {
  return [...cards].sort(
    (a, b) =>
      a.level - b.level ||
      b.refusedFor.length - a.refusedFor.length ||
      b.lacks.length - a.lacks.length ||
      (a.pipeline < b.pipeline ? -1 : 1),
  );
}
