// How long a deployment of each stage may take: as written, or by what its groups take.

import { exactDuration, secondsIn } from './duration.ts';
import { deploySecondsOf, type Pace } from './pace.ts';
import { targetsOf } from './pipeline/parse.ts';
import type { StageDefinition } from './pipeline/stage-schema.ts';
import type { Finding } from './strict-yaml.ts';

/** How long one deployment of a stage may take, and why. */
export interface StageLimit {
  readonly stage: string;
  readonly seconds: number;
  readonly isWritten: boolean;
  /** The target that takes longest, of those whose groups could be read. */
  readonly slowest?: Pace & { readonly target: string };
  /** The targets whose groups could not be read. */
  readonly unread: readonly string[];
}

/** The limit of each stage that deploys, by the paces of its targets, under their names. */
export function limitsOf(
  stages: readonly StageDefinition[],
  paces: ReadonlyMap<string, Pace>,
): StageLimit[] {
  return stages.flatMap((stage) => {
    const names = targetsOf(stage).map(({ name }) => name);
    if (names.length === 0) return [];
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
        unread: names.filter((name) => !paces.has(name)),
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

function limitText({ seconds, isWritten, slowest, unread }: StageLimit): string {
  const limit = exactDuration(seconds);
  const takes =
    slowest &&
    `${exactDuration(slowest.seconds)} that ${slowest.target} takes with ${slowest.configuration}`;
  if (isWritten)
    return takes ? `${limit}, as written: more than the ${takes}` : `${limit}, as written`;
  if (takes) {
    const known = slowest.seconds === 0 ? limit : `${limit}: an hour beyond the ${takes}`;
    return `${known}${moreText(unread)}`;
  }
  return `${limit}, and as much more as its group’s deployment configuration takes`;
}

function moreText([first, ...others]: readonly string[]): string {
  if (first === undefined) return '';
  const whose = others.length === 0 ? first : `another of ${others.length + 1} targets`;
  return `, and more where the deployment group of ${whose} takes longer`;
}
