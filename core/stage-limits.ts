// How long a deployment of each stage may take: as written, or by what its groups take.

import { exactDuration, secondsIn } from './duration.ts';
import { kindFor } from './kinds/kinds.ts';
import { deploySecondsOf, type Pace } from './pace.ts';
import { targetsOf } from './pipeline/parse.ts';
import type { StageDefinition } from './pipeline/stage-schema.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import type { Finding } from './strict-yaml.ts';

/** How long one deployment of a stage may take, and why. */
export interface StageLimit {
  readonly stage: string;
  readonly seconds: number;
  readonly isWritten: boolean;
  /** The target that takes longest, of those whose groups could be read. */
  readonly slowest?: Pace & { readonly target: string };
  /** The targets whose groups, stacks or strategies could not be read; none that have nothing of the kind. */
  readonly unread: readonly string[];
  /** What of theirs it is, each once. */
  readonly unreadBy: readonly PacedBy[];
}

type PacedBy = 'group' | 'stack' | 'strategy';

/** What its platform alone knows of how long a deployment to it takes. */
function pacedBy(target: TargetDefinition): PacedBy | undefined {
  const kind = kindFor(target);
  return kind.groupOf(target) ? 'group' : kind.pacedBy?.(target);
}

/** The limit of each stage that deploys, by the paces of its targets, under their names. */
export function limitsOf(
  stages: readonly StageDefinition[],
  paces: ReadonlyMap<string, Pace>,
): StageLimit[] {
  return stages.flatMap((stage) => {
    const targets = targetsOf(stage);
    const names = targets.map(({ name }) => name);
    if (names.length === 0) return [];
    const unread = targets.flatMap((target) => {
      const by = paces.has(target.name) ? undefined : pacedBy(target);
      return by ? [{ name: target.name, by }] : [];
    });
    const read = names.flatMap((target) => {
      const pace = paces.get(target);
      return pace ? [{ ...pace, target }] : [];
    });
    const slowest = read.toSorted((a, b) => b.seconds - a.seconds)[0];
    const { deployTimeout } = stage;
    const isWritten = deployTimeout !== undefined;
    return [
      {
        stage: stage.name,
        seconds: isWritten ? secondsIn(deployTimeout) : deploySecondsOf(read),
        isWritten,
        ...(slowest && { slowest }),
        unread: unread.map(({ name }) => name),
        unreadBy: [...new Set(unread.map(({ by }) => by))],
      },
    ];
  });
}

/** Limits that a deployment cannot keep: each is an error where it is written. */
export function contradictionsIn(
  stages: readonly StageDefinition[],
  paces: ReadonlyMap<string, Pace>,
): Finding[] {
  return limitsOf(stages, paces).flatMap(({ stage, seconds, isWritten, slowest }) => {
    if (!isWritten || slowest === undefined || slowest.seconds < seconds) return [];
    const place = stages.findIndex(({ name }) => name === stage);
    const text =
      `expected a deployTimeout of more than ${exactDuration(slowest.seconds)}, which ` +
      `${slowest.target} takes with ${slowest.configuration}, got ${exactDuration(seconds)}: leave it out, and it is ` +
      exactDuration(deploySecondsOf([slowest]));
    return [{ path: ['stages', place, 'deployTimeout'], text }];
  });
}

/**
 * What a person is told of limits; stages with the same one are told together.
 *
 *     a deployment of prod may take 2h30m: an hour beyond the 1h30m that live takes with Slow
 */
export function limitTexts(limits: readonly StageLimit[]): string[] {
  const alike = Map.groupBy(limits, limitText);
  return [...alike].map(([text, stages]) => {
    const names = stages.map(({ stage }) => stage).join(', ');
    return `a deployment of ${names} may take ${text}`;
  });
}

function limitText({ seconds, isWritten, slowest, unread, unreadBy }: StageLimit): string {
  const limit = exactDuration(seconds);
  const takes =
    slowest &&
    `${exactDuration(slowest.seconds)} that ${slowest.target} takes with ${slowest.configuration}`;
  if (isWritten)
    return takes ? `${limit}, as written: more than the ${takes}` : `${limit}, as written`;
  if (takes) {
    const known = slowest.seconds === 0 ? limit : `${limit}: an hour beyond the ${takes}`;
    return `${known}${moreText(unread, unreadBy)}`;
  }
  if (unread.length === 0) return limit;
  const own = unreadBy.map((by) => OWN[by]).join(' or ');
  return `${limit}, and as much more as ${own} takes`;
}

const OWN = {
  group: 'its group’s deployment configuration',
  stack: 'the monitoring time of its stack',
  strategy: 'its deployment strategy',
} as const satisfies Record<PacedBy, string>;

const WORDS = {
  group: 'deployment group',
  stack: 'stack',
  strategy: 'deployment strategy',
} as const satisfies Record<PacedBy, string>;

function moreText([first, ...others]: readonly string[], by: readonly PacedBy[]): string {
  if (first === undefined) return '';
  const whose = others.length === 0 ? first : `another of ${others.length + 1} targets`;
  const what = by.map((each) => WORDS[each]).join(' or ');
  return `, and more where the ${what} of ${whose} takes longer`;
}
